namespace Visuel.Core.Billing;

/// <summary>What Stripe says about a price. It is read from a subscription or an invoice, so an archived price has one
/// too.</summary>
/// <param name="Id">Stripe's id of the price.</param>
/// <param name="Product">Stripe's id of its product.</param>
/// <param name="NamedPlan">The plan in its metadata (<c>visuel_plan</c>), or null.</param>
/// <param name="LookupKey">The lookup key, or null. A key moves to the newest price: an older one that somebody still
/// pays has none.</param>
public sealed record PriceFacts(string Id, string Product, string? NamedPlan, string? LookupKey);

/// <summary>A price that this installation knows.</summary>
/// <param name="Id">Stripe's id of the price.</param>
/// <param name="Product">Stripe's id of its product.</param>
/// <param name="Plan">The plan it buys.</param>
public sealed record KnownPrice(string Id, string Product, string Plan);

/// <summary>Finds the plan that a price buys (docs/contracts/stripe.md#prices). It knows every price that was ever
/// sold, so that a customer who pays an older price keeps the plan.</summary>
public sealed class PriceCatalogue
{
    private readonly Dictionary<string, string> bySetting;
    private readonly Dictionary<string, string> byPrice;
    private readonly Dictionary<string, string> byProduct;

    /// <param name="set">The prices that the settings name, by plan.</param>
    /// <param name="known">Prices that were seen before.</param>
    public PriceCatalogue(IReadOnlyDictionary<string, string> set, IEnumerable<KnownPrice> known)
    {
        var seen = known.ToList();
        bySetting = set.GroupBy(one => one.Value, StringComparer.Ordinal)
            .ToDictionary(ofPrice => ofPrice.Key, ofPrice => ofPrice.Last().Key, StringComparer.Ordinal);
        byPrice = seen.ToDictionary(price => price.Id, price => price.Plan, StringComparer.Ordinal);

        // A product whose prices buy two plans says nothing about a plan.
        byProduct = seen.GroupBy(price => price.Product, StringComparer.Ordinal)
            .Where(ofProduct => ofProduct.Select(price => price.Plan).Distinct(StringComparer.Ordinal).Count() == 1)
            .ToDictionary(ofProduct => ofProduct.Key, ofProduct => ofProduct.First().Plan, StringComparer.Ordinal);
    }

    /// <summary>The lookup key of the price at which a plan is sold.</summary>
    public static string LookupKeyOf(Plan plan) => $"visuel_{plan.Name}_monthly";

    /// <summary>The plan that the price names, in its metadata or by its lookup key; null when it names none.</summary>
    public static string? NamedBy(PriceFacts price) => Plans.Find(price.NamedPlan)?.Name
        ?? Plans.All.FirstOrDefault(plan => plan != Plans.Free
            && string.Equals(LookupKeyOf(plan), price.LookupKey, StringComparison.Ordinal))?.Name;

    /// <summary>The plan that a price buys: what the settings say, else its metadata, else what was known of it, else
    /// its lookup key, else its product; null when it is not known. Metadata that somebody corrects at Stripe thus
    /// count at the next reading. A lookup key moves from price to price, so what was known of a price counts before
    /// it.</summary>
    public string? PlanOf(PriceFacts price) =>
        bySetting.GetValueOrDefault(price.Id) ?? Plans.Find(price.NamedPlan)?.Name
        ?? byPrice.GetValueOrDefault(price.Id) ?? NamedBy(price) ?? byProduct.GetValueOrDefault(price.Product);
}
