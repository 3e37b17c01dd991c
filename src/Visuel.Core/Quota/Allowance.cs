namespace Visuel.Core.Quota;

/// <summary>One more count that a hold must fit into beside its workspace's own, such as all visitors of one address on
/// a day. It moves with the credit.</summary>
/// <param name="Key">Names the count; never a workspace's id.</param>
/// <param name="Limit">The most it allows in its period.</param>
public readonly record struct Allowance(Guid Key, int Limit)
{
    /// <summary>What it is counted for, or null for the hold's own period.</summary>
    public Period? Period { get; init; }

    /// <summary>The count that a hold of this period fits into.</summary>
    public QuotaCount CountIn(Period period) => new(Key, Period ?? period);
}
