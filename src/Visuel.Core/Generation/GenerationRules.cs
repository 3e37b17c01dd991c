namespace Visuel.Core.Generation;

/// <summary>What the states of a generation mean. Stores take these lists and numbers from here.</summary>
public static class GenerationRules
{
    /// <summary>So many times a day (UTC) a workspace may cancel an order that was already sent, free of charge:
    /// providers charge for it all the same.</summary>
    public const int FreeCancelsPerDay = 20;

    /// <summary>A place in the queue is counted no further than this.</summary>
    public const int LongestQueue = 1000;

    /// <summary>An engine works on it. It may be reported on, parked, saved and cancelled.</summary>
    public static readonly IReadOnlyList<GenerationState> AtEngine =
        [GenerationState.Drawing, GenerationState.WaitingForModel];

    /// <summary>A process claimed it and it has not ended: an engine works on it, or its image is being saved. These
    /// are what a workspace draws at once.</summary>
    public static readonly IReadOnlyList<GenerationState> Claimed = [.. AtEngine, GenerationState.Saving];

    /// <summary>It has not ended.</summary>
    public static readonly IReadOnlyList<GenerationState> InFlight = [GenerationState.Queued, .. Claimed];

    /// <summary>Whether nothing changes any more.</summary>
    public static bool IsFinal(this GenerationState state) => !InFlight.Contains(state);

    /// <summary>Whether it may still be cancelled: before the move to <see cref="GenerationState.Saving"/>.</summary>
    public static bool MayBeCancelled(this GenerationState state) =>
        state is GenerationState.Queued || AtEngine.Contains(state);

    /// <summary>Whether its idempotency key may start another generation.</summary>
    public static bool FreesKey(this GenerationState state) =>
        state is GenerationState.Failed or GenerationState.Cancelled;
}
