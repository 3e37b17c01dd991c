using System.Security.Cryptography;
using System.Text;
using Visuel.Core.Accounts;
using Visuel.Core.Quota;

namespace Visuel.Core.Billing;

/// <summary>What hangs over a plan that is paid for.</summary>
/// <param name="UnpaidSince">When the oldest time that is past due began, or null while nothing is.</param>
/// <param name="IsDisputed">Whether a payment is disputed.</param>
public sealed record PaymentTrouble(DateTimeOffset? UnpaidSince, bool IsDisputed)
{
    /// <summary>The trouble that this is, or null when it is none.</summary>
    public static PaymentTrouble? Of(DateTimeOffset? unpaidSince, bool isDisputed) =>
        unpaidSince is not null || isDisputed ? new PaymentTrouble(unpaidSince, isDisputed) : null;
}

/// <summary>How long, and for how many images, a plan goes on whose renewal could not be charged. Cards expire, and Stripe tries again: nobody is locked out
/// at the first failure, and nobody draws for ever.</summary>
/// <param name="Lasts">From the beginning of what is unpaid.</param>
/// <param name="Images">In all, also over the turn of a month.</param>
public sealed record PaymentGrace(TimeSpan Lasts, int Images)
{
    /// <summary>When it ends, or null while nothing is unpaid.</summary>
    public DateTimeOffset? EndsAt(PaymentTrouble? trouble) => trouble?.UnpaidSince + Lasts;

    /// <summary>Whether nothing is drawn before somebody pays.</summary>
    public bool IsOver(PaymentTrouble? trouble, DateTimeOffset now) => trouble is not null && (trouble.IsDisputed || EndsAt(trouble) <= now);

    /// <summary>The images of a grace that has begun: held in the same write as the month's, and counted by what is unpaid, not by the month.</summary>
    public Allowance AllowanceOf(WorkspaceId workspace, DateTimeOffset unpaidSince) => new(KeyOf(workspace, unpaidSince), Images) { Period = Period.OfDay(unpaidSince) };

    private static Guid KeyOf(WorkspaceId workspace, DateTimeOffset unpaidSince) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"grace {workspace} {unpaidSince.ToUnixTimeSeconds()}")).AsSpan(0, 16));
}
