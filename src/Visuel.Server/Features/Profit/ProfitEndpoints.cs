using Microsoft.AspNetCore.Http.HttpResults;
using Visuel.Client.Wire;
using Visuel.Core.Generation;
using Visuel.Core.Quota;
using Visuel.Server.Answers;
using Visuel.Server.Callers;

namespace Visuel.Server.Features.Profit;

/// <summary>What plans bring and cost, for administrators.</summary>
public static class ProfitEndpoints
{
    /// <summary>Maps <c>/api/admin/profit</c>.</summary>
    public static void MapProfitEndpoints(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/admin/profit", ReadAsync).WithTags("Administration")
            .RequireAuthorization(Authentication.Administrators);

    /// <summary>What each plan brought and cost in a month (UTC): paid invoices with VAT, images drawn, what they cost
    /// by provider, and the margin.</summary>
    /// <param name="month">Such as <c>2026-11</c>; the current one unless said otherwise.</param>
    internal static async Task<Results<Ok<ProfitAnswer>, ProblemHttpResult>> ReadAsync(
        ReadProfit read, Problems problems, TimeProvider clock, string? month, CancellationToken stop)
    {
        if ((string.IsNullOrEmpty(month) ? Period.Of(clock.GetUtcNow()) : Period.ParseMonth(month)) is not { } period)
        {
            return problems.Invalid(new FieldProblem("month", "not_a_month"));
        }

        var profit = await read.RunAsync(period, stop);
        return TypedResults.Ok(new ProfitAnswer(
            period.ToString(), [.. profit.Plans.Select(Describe)], Describe(profit.Total), profit.Unpriced,
            [.. profit.OtherCurrencies.Select(
                other => new OtherRevenueAnswer(other.Plan, other.Currency, other.Paid - other.Refunded))]));
    }

    private static PlanProfitAnswer Describe(PlanProfit plan) => new(
        plan.Plan, plan.Revenue, plan.Invoices, plan.Images, Math.Round(plan.Cost, 4), Math.Round(plan.Margin, 4),
        plan.MarginRate is { } rate ? Math.Round(rate, 6) : null,
        [.. plan.Costs.Select(cost => new SupplierCostAnswer(
            cost.Supplier, cost.Images, cost.Cost is { } cents ? Math.Round(cents, 4) : null))]);
}
