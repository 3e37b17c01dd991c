using Visuel.Core.Generation;

namespace Visuel.Core.Quota;

/// <summary>How one act on a credit moves the credit and its counts.</summary>
public static class CreditRules
{
    /// <summary>The longest lease. A lease that ends later was written before the clock was set back. The store treats
    /// it as expired.</summary>
    public static readonly TimeSpan LongestLease = TimeSpan.FromHours(2);

    /// <summary>Whether a lease is over: it ended before now, or is longer than any can be.</summary>
    public static bool IsExpired(DateTimeOffset leaseUntil, DateTimeOffset now) =>
        leaseUntil < now || leaseUntil > now + LongestLease;

    /// <summary>The step of a commit. A held credit is spent. One that was given back meanwhile takes a fresh credit
    /// if there is room, and otherwise the image is kept free of charge: the limit is never exceeded, an image never
    /// lost. Once spent or free, a commit changes nothing.</summary>
    public static CreditStep Commit(CreditState state, Usage usage, int? limit) => state switch
    {
        CreditState.Held => new(CreditState.Committed, usage with { Used = usage.Used + 1, Held = usage.Held - 1 }),
        CreditState.Released when usage.HasRoom(limit) =>
            new(CreditState.Committed, usage with { Used = usage.Used + 1 }),
        CreditState.Released => new(CreditState.FreeOfCharge, usage),
        _ => new(state, usage),
    };

    /// <summary>The step of a release. Only a held credit is given back; any other stays as it is.</summary>
    public static CreditStep Release(CreditState state, Usage usage) => state is CreditState.Held
        ? new(CreditState.Released, usage with { Held = usage.Held - 1 })
        : new(state, usage);

    /// <summary>Gives a held credit back; nothing changes when it is not held.</summary>
    public static IReadOnlyList<Change> GiveBack(Credit? credit, string reason, DateTimeOffset now) =>
        credit is { State: CreditState.Held }
            ? Settle(credit, default, Release(credit.State, default), reason, now)
            : [];

    /// <summary>Gives a credit back by itself, once its generation is over or forgotten. False when it is not
    /// held.</summary>
    public static Decision<bool> Release(Credit? credit, string reason, DateTimeOffset now) =>
        GiveBack(credit, reason, now) is { Count: > 0 } changes ? new(true, changes) : new(false);

    /// <summary>Spends a held credit though there is no image; nothing changes when it is not held.</summary>
    public static IReadOnlyList<Change> Charge(Credit? credit, string reason, DateTimeOffset now) =>
        credit is { State: CreditState.Held }
            ? Settle(credit, default, Commit(credit.State, default, limit: null), reason, now)
            : [];

    /// <summary>Spends the credit of an image that is kept, and says how the credit stands then. Without a credit the
    /// image is free of charge.</summary>
    /// <param name="credit">The credit, or null.</param>
    /// <param name="usage">What is used of its own count.</param>
    /// <param name="limit">The limit in force, for a credit that was given back meanwhile.</param>
    /// <param name="supplier">Who was paid for the image.</param>
    /// <param name="now">When.</param>
    public static Decision<CreditState> Spend(
        Credit? credit, Usage usage, int? limit, string supplier, DateTimeOffset now)
    {
        if (credit is null)
        {
            return new(CreditState.FreeOfCharge);
        }

        var step = Commit(credit.State, usage, limit);
        var reason = step.State is CreditState.FreeOfCharge ? CreditReason.KeptAfterRelease : CreditReason.ImageKept;
        return new(step.State, step.State == credit.State ? [] : Settle(credit, usage, step, reason, now, supplier));
    }

    private static IReadOnlyList<Change> Settle(
        Credit credit, Usage before, CreditStep step, string reason, DateTimeOffset now, string? supplier = null)
    {
        var (used, held) = (step.Usage.Used - before.Used, step.Usage.Held - before.Held);
        return
        [
            new Change.SettleCredit(credit, step.State, reason, now, supplier),
            .. (used, held) == (0, 0) ? [] : credit.Counts.Select(count => new Change.AddToCount(count, used, held)),
        ];
    }
}

/// <summary>Where a step leaves the credit and the counters.</summary>
public readonly record struct CreditStep(CreditState State, Usage Usage);
