namespace Visuel.Core.Quota;

/// <summary>One more count that a hold must fit into beside its workspace's own, such as all visitors of one address on a day. It moves with the credit.</summary>
/// <param name="Key">Names the count; never a workspace's id.</param>
/// <param name="Limit">The most it allows in its period.</param>
public readonly record struct Allowance(Guid Key, int Limit)
{
    /// <summary>What it is counted for, or null for the hold's own period.</summary>
    public Period? Period { get; init; }

    /// <summary>How the credit names it: its key, and its period where that is its own.</summary>
    public override string ToString() => Period is { } own ? $"{Key} {own}" : Key.ToString();
}
