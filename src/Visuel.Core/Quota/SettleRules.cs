using Visuel.Core.Generation;

namespace Visuel.Core.Quota;

/// <summary>What is to become of a hold that nobody renews.</summary>
public enum Settlement
{
    /// <summary>Its generation ended without it, or is forgotten: the credit is given back.</summary>
    GiveBack,

    /// <summary>Its generation still waits for its turn: the lease goes on.</summary>
    Renew,

    /// <summary>A process claimed its generation and is gone: another takes it over.</summary>
    TakeOver,
}

/// <summary>Settles holds by where their generation stands.</summary>
public static class SettleRules
{
    /// <summary>What is to become of the hold.</summary>
    /// <param name="state">Where its generation stands; null when that is forgotten.</param>
    public static Settlement Of(GenerationState? state) => state switch
    {
        GenerationState.Queued => Settlement.Renew,
        { } claimed when GenerationRules.Claimed.Contains(claimed) => Settlement.TakeOver,
        _ => Settlement.GiveBack,
    };

    /// <summary>Whether what was taken over is drawn on: a provider still works on its order. Otherwise it
    /// failed.</summary>
    public static bool GoesOn(RemoteJob? job, DateTimeOffset now) => job?.Deadline > now;
}
