using System.Security.Cryptography;
using System.Text;
using Visuel.Core.Accounts;
using Visuel.Core.Quota;

namespace Visuel.Core.Billing;

/// <summary>What is wrong with the payments for a plan.</summary>
/// <param name="UnpaidSince">When the oldest unpaid period began, or null while everything is paid.</param>
/// <param name="IsDisputed">Whether a payment is disputed.</param>
public sealed record PaymentTrouble(DateTimeOffset? UnpaidSince, bool IsDisputed)
{
    /// <summary>The trouble, or null when there is none.</summary>
    public static PaymentTrouble? Of(DateTimeOffset? unpaidSince, bool isDisputed) =>
        unpaidSince is not null || isDisputed ? new PaymentTrouble(unpaidSince, isDisputed) : null;
}

/// <summary>Why fewer images are left than the quota says.</summary>
public enum PaymentLimitReason
{
    /// <summary>A renewal could not be charged. Some images are left before it must be paid.</summary>
    Grace,

    /// <summary>A renewal is unpaid, and its grace is over or used up.</summary>
    Unpaid,

    /// <summary>A payment is disputed.</summary>
    Disputed,
}

/// <summary>What payments leave of a quota.</summary>
/// <param name="Reason">Why it is less.</param>
/// <param name="Left">Images left before somebody pays.</param>
public sealed record PaymentLimit(PaymentLimitReason Reason, int Left);

/// <summary>How long, and for how many images, a plan continues when its renewal could not be charged. Cards expire and
/// Stripe tries again, so the first failure stops nobody; after the limits nothing is drawn until somebody
/// pays.</summary>
/// <param name="Lasts">Counted from the beginning of the unpaid period.</param>
/// <param name="Images">The images of the whole grace, also when a new month begins in it.</param>
public sealed record PaymentGrace(TimeSpan Lasts, int Images)
{
    /// <summary>When it ends, or null while nothing is unpaid.</summary>
    public DateTimeOffset? EndsAt(PaymentTrouble? trouble) => trouble?.UnpaidSince + Lasts;

    /// <summary>Whether nothing is drawn until somebody pays.</summary>
    public bool IsOver(PaymentTrouble? trouble, DateTimeOffset now) =>
        trouble is not null && (trouble.IsDisputed || EndsAt(trouble) <= now);

    /// <summary>What payments leave of a quota; null while nothing is wrong with them.</summary>
    /// <param name="trouble">What is wrong, or null.</param>
    /// <param name="used">What is used of the allowance of the grace.</param>
    /// <param name="now">When.</param>
    public PaymentLimit? LimitOf(PaymentTrouble? trouble, Usage used, DateTimeOffset now) => trouble switch
    {
        null => null,
        { IsDisputed: true } => new PaymentLimit(PaymentLimitReason.Disputed, 0),
        _ when IsOver(trouble, now) || !used.HasRoom(Images) => new PaymentLimit(PaymentLimitReason.Unpaid, 0),
        _ => new PaymentLimit(PaymentLimitReason.Grace, used.Remaining(Images)!.Value),
    };

    /// <summary>The allowance of a grace that has begun. Its images are held in the same write as the month's. They are
    /// counted by the unpaid period, not by the month.</summary>
    public Allowance AllowanceOf(WorkspaceId workspace, DateTimeOffset unpaidSince) =>
        new(KeyOf(workspace, unpaidSince), Images) { Period = Period.OfDay(unpaidSince) };

    private static Guid KeyOf(WorkspaceId workspace, DateTimeOffset unpaidSince) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"grace {workspace} {unpaidSince.ToUnixTimeSeconds()}"))
            .AsSpan(0, 16));
}
