using Visuel.Core.Billing;
using Visuel.Core.Library;
using Visuel.Core.Quota;

namespace Visuel.Server.Features.Profit;

/// <summary>What a plan brought and cost in a month.</summary>
/// <param name="Plan">The plan; null for what nobody noted it of.</param>
/// <param name="Revenue">What was paid with VAT, without what was given back since, in euro cents.</param>
/// <param name="Invoices">How many invoices that was.</param>
/// <param name="Costs">What its images cost, by who was paid.</param>
public sealed record PlanProfit(string? Plan, long Revenue, int Invoices, IReadOnlyList<SupplierCost> Costs)
{
    /// <summary>How many images were drawn and kept.</summary>
    public int Images => Costs.Sum(cost => cost.Images);

    /// <summary>What they cost, in euro cents; only what has a price.</summary>
    public decimal Cost => Costs.Sum(cost => cost.Cost ?? 0);

    /// <summary>What is left, in euro cents.</summary>
    public decimal Margin => Revenue - Cost;

    /// <summary>What is left of each euro, from 1 downwards; null where nothing came in.</summary>
    public decimal? MarginRate => Revenue > 0 ? Margin / Revenue : null;
}

/// <summary>What one supplier's images of a plan cost.</summary>
/// <param name="Supplier">Who was paid.</param>
/// <param name="Images">How many images.</param>
/// <param name="Cost">Euro cents; null where nobody named a price.</param>
public sealed record SupplierCost(string Supplier, int Images, decimal? Cost);

/// <summary>What a month brought and cost.</summary>
/// <param name="Period">The month, in UTC.</param>
/// <param name="Plans">Plan by plan, in the order they are offered.</param>
/// <param name="Unpriced">Suppliers of whom nobody named a price.</param>
/// <param name="OtherCurrencies">What was paid in other currencies than euros, and is counted nowhere.</param>
public sealed record Profit(Period Period, IReadOnlyList<PlanProfit> Plans, IReadOnlyList<string> Unpriced, IReadOnlyList<Revenue> OtherCurrencies)
{
    /// <summary>All plans together.</summary>
    public PlanProfit Total => new(
        null, Plans.Sum(plan => plan.Revenue), Plans.Sum(plan => plan.Invoices),
        [.. Plans.SelectMany(plan => plan.Costs).GroupBy(cost => cost.Supplier, StringComparer.Ordinal).Select(
            of => new SupplierCost(of.Key, of.Sum(cost => cost.Images), of.Any(cost => cost.Cost is null) ? null : of.Sum(cost => cost.Cost)))]);
}

/// <summary>Reads what a month brought and cost: invoices as Stripe told them, and the credits of the month with who was paid for each.</summary>
public sealed class ReadProfit(ICustomers customers, IQuotaLedger ledger, CostOptions options)
{
    private const string Euro = "eur";

    // Whoever runs the installation pays for neither.
    private static readonly string[] FreeOfCost = [Image.OwnToken, Core.Generation.EngineNames.Composer];

    /// <summary>Reads it.</summary>
    public async Task<Profit> RunAsync(Period month, CancellationToken stop)
    {
        var revenue = await customers.ReadRevenueAsync(month.StartsAt, month.EndsAt, stop);
        var drawn = await ledger.CountDrawnAsync(month, stop);
        var paid = revenue.Where(brought => brought.Currency == Euro).ToLookup(brought => brought.Plan, StringComparer.Ordinal);
        var costs = drawn.ToLookup(count => count.Plan, StringComparer.Ordinal);
        var names = Plans.All.Append(Plans.Visitor).Select(plan => (string?)plan.Name).Append(null)
            .Where(name => name == Plans.Creator.Name || paid.Contains(name) || costs.Contains(name));
        return new Profit(
            month,
            [
                .. names.Select(name => new PlanProfit(
                    name, paid[name].Sum(brought => brought.Paid - brought.Refunded), paid[name].Sum(brought => brought.Invoices),
                    [.. costs[name].OrderByDescending(count => count.Images).Select(count => new SupplierCost(count.Supplier, count.Images, CostOf(count)))])),
            ],
            [.. drawn.Where(count => CostOf(count) is null).Select(count => count.Supplier).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. revenue.Where(brought => brought.Currency != Euro)]);
    }

    private decimal? CostOf(DrawnCount count) => options.Prices.TryGetValue(count.Supplier, out var dollars) ? count.Images * dollars * options.EurosPerDollar * 100
        : FreeOfCost.Contains(count.Supplier, StringComparer.Ordinal) ? 0
        : null;
}
