namespace Visuel.Client.Wire;

/// <summary>What a month brought and cost.</summary>
/// <param name="Month">The month, such as <c>2026-11</c>.</param>
/// <param name="Plans">Plan by plan.</param>
/// <param name="Total">All of them.</param>
/// <param name="Unpriced">Providers of whom <c>PROVIDER_PRICES</c> names no price: their images count as free.</param>
/// <param name="OtherCurrencies">What was paid in other currencies than euros: counted nowhere above.</param>
public sealed record ProfitAnswer(
    string Month, IReadOnlyList<PlanProfitAnswer> Plans, PlanProfitAnswer Total, IReadOnlyList<string> Unpriced,
    IReadOnlyList<OtherRevenueAnswer> OtherCurrencies);

/// <summary>What a plan brought and cost.</summary>
/// <param name="Plan">Its name; null for the total, and for images drawn before plans were noted.</param>
/// <param name="RevenueCents">Paid with VAT in the month, without what was given back since; euro cents.</param>
/// <param name="Invoices">How many invoices that was.</param>
/// <param name="Images">Images drawn and kept.</param>
/// <param name="CostCents">What they cost; euro cents.</param>
/// <param name="MarginCents">What is left; euro cents.</param>
/// <param name="MarginRate">What is left of each euro, at most 1; null where nothing came in.</param>
/// <param name="Costs">By who was paid.</param>
public sealed record PlanProfitAnswer(
    string? Plan, long RevenueCents, int Invoices, int Images, decimal CostCents, decimal MarginCents,
    decimal? MarginRate, IReadOnlyList<SupplierCostAnswer> Costs);

/// <summary>What one supplier's images cost.</summary>
/// <param name="Supplier">A provider, <c>composer</c>, or <c>own</c> where the account's own token paid.</param>
/// <param name="Images">How many images.</param>
/// <param name="CostCents">Euro cents; null where nobody named a price.</param>
public sealed record SupplierCostAnswer(string Supplier, int Images, decimal? CostCents);

/// <summary>What was paid in another currency.</summary>
/// <param name="Plan">The plan, or null.</param>
/// <param name="Currency">Three letters, in lower case.</param>
/// <param name="RevenueCents">In the smallest unit of that currency.</param>
public sealed record OtherRevenueAnswer(string? Plan, string Currency, long RevenueCents);
