namespace Visuel.Core.Billing;

/// <summary>What a plan gives and costs.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="ImagesPerMonth">Newly drawn images a period, or null for no limit.</param>
/// <param name="EuroCentsPerMonth">Price with VAT in euro cents, or null where it is agreed on request.</param>
public sealed record Plan(string Name, int? ImagesPerMonth, int? EuroCentsPerMonth)
{
    /// <summary>Whether it draws without limit.</summary>
    public bool IsUnlimited => ImagesPerMonth is null;

    /// <summary>Whether people may buy it themselves.</summary>
    public bool IsSold => EuroCentsPerMonth > 0;
}

/// <summary>The plans from small to large: they are offered in this order, and of two that are paid for the larger one
/// counts.</summary>
public static class Plans
{
    public static readonly Plan Free = new("free", 0, 0);
    public static readonly Plan Creator = new("creator", 50, 2900);
    public static readonly Plan Pro = new("pro", null, null);
    public static readonly Plan Enterprise = new("enterprise", null, null);

    /// <summary>The plan of people who are not signed in. It is not offered. The settings give its allowance, for a
    /// day.</summary>
    public static readonly Plan Visitor = new("visitor", 0, 0);

    /// <summary>All that are offered.</summary>
    public static IReadOnlyList<Plan> All { get; } = [Free, Creator, Pro, Enterprise];

    /// <summary>Those that people may buy themselves.</summary>
    public static IReadOnlyList<Plan> Sold { get; } = [.. All.Where(plan => plan.IsSold)];

    /// <summary>All that are offered, in their order. Plans that give and cost the same stand together.</summary>
    public static IReadOnlyList<IReadOnlyList<Plan>> Offers { get; } =
        [.. All.GroupBy(plan => (plan.ImagesPerMonth, plan.EuroCentsPerMonth)).Select(offer => offer.ToList())];

    /// <summary>The place of a plan from small to large; -1 for a name that is none.</summary>
    public static int RankOf(string? name) =>
        All.Index().FirstOrDefault(plan => plan.Item.Name == name, (Index: -1, Item: Free)).Index;

    /// <summary>The plan of this name, or null.</summary>
    public static Plan? Find(string? name) =>
        All.FirstOrDefault(plan => string.Equals(plan.Name, name, StringComparison.Ordinal));
}
