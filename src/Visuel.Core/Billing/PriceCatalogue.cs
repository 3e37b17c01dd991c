namespace Visuel.Core.Billing;

/// <summary>What Stripe says about a price. It is read from a subscription or an invoice, so it is there also when nobody can buy at it any more.</summary>
/// <param name="Id">Stripe's name of it.</param>
/// <param name="Product">Stripe's name of its product.</param>
/// <param name="NamedPlan">The plan its metadata name (<c>visuel_plan</c>), or null.</param>
/// <param name="LookupKey">The key by which it is found, or null. Keys move: an older price that somebody still pays has none.</param>
public sealed record PriceFacts(string Id, string Product, string? NamedPlan, string? LookupKey);

/// <summary>A price that this installation knows.</summary>
/// <param name="Id">Stripe's name of it.</param>
/// <param name="Product">Stripe's name of its product.</param>
/// <param name="Plan">The plan it buys.</param>
public sealed record KnownPrice(string Id, string Product, string Plan);

/// <summary>Which price buys which plan (contract §2.1). Prices that were sold once are remembered, so that whoever pays an older one keeps its plan.</summary>
public sealed class PriceCatalogue
{
    private readonly Dictionary<string, string> byPrice;
    private readonly Dictionary<string, string> byProduct;

    /// <param name="set">Price by plan, as the settings name them.</param>
    /// <param name="known">Prices that were seen before.</param>
    public PriceCatalogue(IReadOnlyDictionary<string, string> set, IEnumerable<KnownPrice> known)
    {
        var seen = known.ToList();
        byPrice = seen.ToDictionary(price => price.Id, price => price.Plan, StringComparer.Ordinal);
        foreach (var (plan, price) in set)
        {
            byPrice[price] = plan;
        }

        // A product sold for two plans tells nothing.
        byProduct = seen.GroupBy(price => price.Product, StringComparer.Ordinal)
            .Where(ofProduct => ofProduct.Select(price => price.Plan).Distinct(StringComparer.Ordinal).Count() == 1)
            .ToDictionary(ofProduct => ofProduct.Key, ofProduct => ofProduct.First().Plan, StringComparer.Ordinal);
    }

    /// <summary>The key under which the price that is sold for a plan is found.</summary>
    public static string LookupKeyOf(Plan plan) => $"visuel_{plan.Name}_monthly";

    /// <summary>The plan a price buys, as it says itself: by its metadata or its key; null when it does not say.</summary>
    public static string? NamedBy(PriceFacts price) => Plans.Find(price.NamedPlan)?.Name
        ?? Plans.All.FirstOrDefault(plan => plan != Plans.Free && string.Equals(LookupKeyOf(plan), price.LookupKey, StringComparison.Ordinal))?.Name;

    /// <summary>The plan a price buys: by its id, by what it says itself, by its product; null when nobody knows.</summary>
    public string? PlanOf(PriceFacts price) => byPrice.GetValueOrDefault(price.Id) ?? NamedBy(price) ?? byProduct.GetValueOrDefault(price.Product);
}
