using Visuel.Core.Quota;

namespace Visuel.Core.Generation;

/// <summary>What must be so of a generation and its credit at the moment of a write. A store makes it part of the
/// write, so that of any number of writers at once exactly one succeeds.</summary>
public sealed record Condition
{
    /// <summary>The states the generation may be in; null allows any.</summary>
    public IReadOnlyList<GenerationState>? States { get; init; }

    /// <summary>Who must hold its credit; null asks nothing of the credit.</summary>
    public CreditHolder? Holder { get; init; }

    /// <summary>Whether it is so.</summary>
    public bool Holds(StoredGeneration? generation, Credit? credit) =>
        (States is null || (generation is not null && States.Contains(generation.State)))
            && (Holder is null || Holder.Holds(credit));
}

/// <summary>Who must hold a credit.</summary>
/// <param name="Node">The process that must hold it; null for any.</param>
/// <param name="OrExpiredAt">When set, another process's hold will do if its lease is over at this instant.</param>
public sealed record CreditHolder(string? Node = null, DateTimeOffset? OrExpiredAt = null)
{
    /// <summary>Whether the credit is held so.</summary>
    public bool Holds(Credit? credit) => credit is { State: CreditState.Held }
        && (Node is null || credit.Node == Node
            || (OrExpiredAt is { } now && CreditRules.IsExpired(credit.LeaseUntil, now)));
}
