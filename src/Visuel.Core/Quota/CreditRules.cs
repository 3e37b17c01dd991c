namespace Visuel.Core.Quota;

/// <summary>How one act on a credit moves the credit and the period's counters. Every store applies exactly this, inside one transaction.</summary>
public static class CreditRules
{
    /// <summary>No lease is longer. One that ends later than this from now was written by a clock that has been set back since, and nobody renews it.</summary>
    public static readonly TimeSpan LongestLease = TimeSpan.FromHours(2);

    /// <summary>The step of a commit. A held credit is spent. One that was given back meanwhile takes a fresh credit if there is room, and otherwise
    /// the image is kept free of charge: the limit is never exceeded, an image never lost. Once spent or free, a commit changes nothing.</summary>
    public static CreditStep Commit(CreditState state, Usage usage, int? limit) => state switch
    {
        CreditState.Held => new(CreditState.Committed, usage with { Used = usage.Used + 1, Held = usage.Held - 1 }),
        CreditState.Released when usage.HasRoom(limit) => new(CreditState.Committed, usage with { Used = usage.Used + 1 }),
        CreditState.Released => new(CreditState.FreeOfCharge, usage),
        _ => new(state, usage),
    };

    /// <summary>The step of a release. Only a held credit is given back; any other stays as it is.</summary>
    public static CreditStep Release(CreditState state, Usage usage) => state is CreditState.Held
        ? new(CreditState.Released, usage with { Held = usage.Held - 1 })
        : new(state, usage);
}

/// <summary>Where a step leaves the credit and the counters.</summary>
public readonly record struct CreditStep(CreditState State, Usage Usage);
