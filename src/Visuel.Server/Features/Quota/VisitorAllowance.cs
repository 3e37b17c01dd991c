using System.Globalization;
using Visuel.Core.Generation;
using Visuel.Core.Quota;
using Visuel.Server.Settings;

namespace Visuel.Server.Features.Quota;

/// <summary>What people without an account may draw in a day (UTC).</summary>
/// <param name="PerDay">Images for each of them, by cookie and by address.</param>
/// <param name="InAll">Images for all of them together.</param>
public sealed record VisitorAllowance(int PerDay, int InAll)
{
    // No workspace has this id: those are of version 7.
    private static readonly Guid Everyone = new("00000000-0000-4000-8000-000000000001");

    /// <summary>All visitors together.</summary>
    public Allowance Total => new(Everyone, InAll);

    /// <summary>Reads <c>VISITOR_IMAGES_PER_DAY</c> and <c>VISITORS_IMAGES_PER_DAY_TOTAL</c>; null without <c>DEFAULT_HF_TOKEN</c>, which pays for them.</summary>
    public static VisitorAllowance? Read(SettingsReader settings)
    {
        var allowance = new VisitorAllowance(settings.Number("VISITOR_IMAGES_PER_DAY", 3, 0, 1000), settings.Number("VISITORS_IMAGES_PER_DAY_TOTAL", 100, 0, 1_000_000));
        if (settings.Text("DEFAULT_HF_TOKEN") is null)
        {
            return null;
        }

        settings.Notice(string.Create(
            CultureInfo.InvariantCulture,
            $"DEFAULT_HF_TOKEN is set: people without an account may draw at /try, {allowance.PerDay} images a day each and {allowance.InAll} in all."));
        return allowance;
    }

    /// <summary>All who come from the visitor's address.</summary>
    public Allowance At(Patron visitor) => new(visitor.Address ?? throw new ArgumentException("An account is no visitor.", nameof(visitor)), PerDay);
}
