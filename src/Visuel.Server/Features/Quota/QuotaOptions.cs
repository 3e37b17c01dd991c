using System.Globalization;
using Visuel.Core.Billing;
using Visuel.Core.Quota;
using Visuel.Server.Settings;

namespace Visuel.Server.Features.Quota;

/// <summary>How quotas behave on this installation.</summary>
/// <param name="DefaultPlan">The plan of accounts that were granted none and bought none.</param>
/// <param name="HoldLease">How long a hold stands without being renewed.</param>
/// <param name="CronSecret">What the cron call must carry, or null when it is open.</param>
/// <param name="Visitors">What people without an account may draw, or null when they may not.</param>
public sealed record QuotaOptions(Plan DefaultPlan, TimeSpan HoldLease, byte[]? CronSecret, VisitorAllowance? Visitors)
{
    /// <summary>How often a hold is renewed, and how often expired ones are looked for.</summary>
    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(15);

    /// <summary>Reads <c>DEFAULT_PLAN</c>, <c>HOLD_LEASE_SECONDS</c>, <c>CRON_SECRET</c> and what
    /// visitors may draw.</summary>
    public static QuotaOptions Read(SettingsReader settings)
    {
        var plan = Plans.Find(settings.OneOf("DEFAULT_PLAN", [.. Plans.All.Select(plan => plan.Name)]))!;
        var secret = settings.Secret("CRON_SECRET", 8);
        if (secret is null)
        {
            settings.Notice(
                "CRON_SECRET is not set: /api/cron/reset-image-quotas is open. It is harmless; set the secret to " +
                "close it.");
        }

        // Renewed every 15 s, so anything shorter would let a living drawing's hold expire.
        var lease = TimeSpan.FromSeconds(settings.Number("HOLD_LEASE_SECONDS", 60, 20, 3600));
        return new QuotaOptions(plan, lease, secret, ReadVisitors(settings));
    }

    // VISITOR_IMAGES_PER_DAY and VISITORS_IMAGES_PER_DAY_TOTAL; null without DEFAULT_HF_TOKEN, which pays for them.
    private static VisitorAllowance? ReadVisitors(SettingsReader settings)
    {
        var allowance = new VisitorAllowance(
            settings.Number("VISITOR_IMAGES_PER_DAY", 3, 0, 1000),
            settings.Number("VISITORS_IMAGES_PER_DAY_TOTAL", 100, 0, 1_000_000));
        if (settings.Text("DEFAULT_HF_TOKEN") is null)
        {
            return null;
        }

        settings.Notice(string.Create(
            CultureInfo.InvariantCulture,
            $"DEFAULT_HF_TOKEN is set: people without an account may draw at /try, {allowance.PerDay} images a day each"
            + $" and {allowance.InAll} in all."));
        return allowance;
    }
}
