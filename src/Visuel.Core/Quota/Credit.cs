using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Core.Library;

namespace Visuel.Core.Quota;

/// <summary>Where a credit stands.</summary>
public enum CreditState
{
    /// <summary>Set aside while an image is being drawn.</summary>
    Held,

    /// <summary>Spent: its image was kept.</summary>
    Committed,

    /// <summary>Given back: nothing was drawn.</summary>
    Released,

    /// <summary>Its image was kept after the credit had been given back and none was left:
    /// the image stays, free of charge.</summary>
    FreeOfCharge,
}

/// <summary>The right to draw one image, and what became of it.</summary>
/// <param name="Generation">The generation it was held for; one credit each.</param>
/// <param name="Workspace">Whose it is.</param>
/// <param name="Period">The period in which it was held; it counts there even when it is spent after midnight on the
/// 1st.</param>
/// <param name="State">Where it stands.</param>
/// <param name="LeaseUntil">A hold not renewed by then may be settled by anyone.</param>
/// <param name="Reason">Why it ended as it did, as a stable code, or null while it is held.</param>
/// <param name="HeldAt">When it was set aside.</param>
/// <param name="SettledAt">When it ended, or null.</param>
public sealed record Credit(
    GenerationId Generation,
    WorkspaceId Workspace,
    Period Period,
    CreditState State,
    DateTimeOffset LeaseUntil,
    string? Reason,
    DateTimeOffset HeldAt,
    DateTimeOffset? SettledAt)
{
    /// <summary>The process that draws with it; empty when none does.</summary>
    public string Node { get; init; } = "";

    /// <summary>The counts it counts in beside its workspace's own.</summary>
    public IReadOnlyList<QuotaCount> Within { get; init; } = [];

    /// <summary>The plan it is drawn under, for the books.</summary>
    public string? Plan { get; init; }

    /// <summary>The workspace's own count.</summary>
    public QuotaCount Count => new(Workspace.Value, Period);

    /// <summary>All counts it counts in.</summary>
    public IEnumerable<QuotaCount> Counts => [.. Within, Count];
}

/// <summary>A credit and what came of it.</summary>
/// <param name="Credit">The credit.</param>
/// <param name="Image">The image its generation drew; null when there is none, or it was removed since.</param>
public sealed record CreditEntry(Credit Credit, ImageId? Image);
