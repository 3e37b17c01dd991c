using Visuel.Core.Billing;
using Visuel.Core.Library;
using Visuel.Core.Quota;

namespace Visuel.Server.Features.Profit;

/// <summary>Revenue and cost of a plan in a month.</summary>
/// <param name="Plan">The plan; null for images and invoices without a known plan.</param>
/// <param name="Revenue">The paid amounts with VAT, less the refunds, in euro cents.</param>
/// <param name="Invoices">The number of paid invoices.</param>
/// <param name="Costs">The cost of its images, by supplier.</param>
public sealed record PlanProfit(string? Plan, long Revenue, int Invoices, IReadOnlyList<SupplierCost> Costs)
{
    /// <summary>How many images were drawn and kept.</summary>
    public int Images => Costs.Sum(cost => cost.Images);

    /// <summary>The cost of the images whose supplier has a price, in euro cents.</summary>
    public decimal Cost => Costs.Sum(cost => cost.Cost ?? 0);

    /// <summary>Revenue less cost, in euro cents.</summary>
    public decimal Margin => Revenue - Cost;

    /// <summary>Margin divided by revenue, at most 1; null without revenue.</summary>
    public decimal? MarginRate => Revenue > 0 ? Margin / Revenue : null;
}

/// <summary>What one supplier's images of a plan cost.</summary>
/// <param name="Supplier">The supplier.</param>
/// <param name="Images">How many images.</param>
/// <param name="Cost">Euro cents; null where the settings name no price.</param>
public sealed record SupplierCost(string Supplier, int Images, decimal? Cost);

/// <summary>Revenue and cost of a month.</summary>
/// <param name="Period">The month, in UTC.</param>
/// <param name="Plans">Plan by plan, in the order they are offered.</param>
/// <param name="Unpriced">Suppliers for which the settings name no price.</param>
/// <param name="OtherCurrencies">Revenue in other currencies than euros; it is not counted above.</param>
public sealed record Profit(
    Period Period, IReadOnlyList<PlanProfit> Plans, IReadOnlyList<string> Unpriced,
    IReadOnlyList<Revenue> OtherCurrencies)
{
    /// <summary>All plans together.</summary>
    public PlanProfit Total => new(
        null, Plans.Sum(plan => plan.Revenue), Plans.Sum(plan => plan.Invoices),
        [.. Plans.SelectMany(plan => plan.Costs).GroupBy(cost => cost.Supplier, StringComparer.Ordinal).Select(
            of => new SupplierCost(
                of.Key, of.Sum(cost => cost.Images),
                of.Any(cost => cost.Cost is null) ? null : of.Sum(cost => cost.Cost)))]);
}

/// <summary>Reads revenue and cost of a month from the kept invoices and from the month's credits, which name the
/// supplier of each image.</summary>
public sealed class ReadProfit(ICustomers customers, IQuotaLedger ledger, CostOptions options)
{
    private const string Euro = "eur";

    // The operator pays for neither.
    private static readonly string[] FreeOfCost = [Image.OwnToken, Core.Generation.EngineNames.Composer];

    /// <summary>Reads it.</summary>
    public async Task<Profit> RunAsync(Period month, CancellationToken stop)
    {
        var revenue = await customers.ReadRevenueAsync(month.StartsAt, month.EndsAt, stop);
        var drawn = await ledger.CountDrawnAsync(month, stop);
        var paid = revenue.Where(brought => brought.Currency == Euro)
            .ToLookup(brought => brought.Plan, StringComparer.Ordinal);
        var costs = drawn.ToLookup(count => count.Plan, StringComparer.Ordinal);
        var names = Plans.All.Append(Plans.Visitor).Select(plan => (string?)plan.Name).Append(null)
            .Where(name => Plans.Find(name) is { IsSold: true } || paid.Contains(name) || costs.Contains(name));
        return new Profit(
            month,
            [
                .. names.Select(name => new PlanProfit(
                    name, paid[name].Sum(brought => brought.Paid - brought.Refunded),
                    paid[name].Sum(brought => brought.Invoices),
                    [.. costs[name].OrderByDescending(count => count.Images)
                        .Select(count => new SupplierCost(count.Supplier, count.Images, CostOf(count)))])),
            ],
            [.. drawn.Where(count => CostOf(count) is null).Select(count => count.Supplier)
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. revenue.Where(brought => brought.Currency != Euro)]);
    }

    private decimal? CostOf(DrawnCount count) => options.Prices.TryGetValue(count.Supplier, out var dollars)
        ? count.Images * dollars * options.EurosPerDollar * 100
        : FreeOfCost.Contains(count.Supplier, StringComparer.Ordinal) ? 0
        : null;
}
