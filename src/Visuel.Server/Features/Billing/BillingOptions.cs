using Visuel.Core.Billing;
using Visuel.Server.Settings;

namespace Visuel.Server.Features.Billing;

/// <summary>How plans are sold on this installation.</summary>
/// <param name="IsSelling">Whether plans can be bought here; otherwise an administrator grants them.</param>
/// <param name="Prices">Stripe's id of a plan's price, by the plan's name, where the settings name it.</param>
/// <param name="Grace">How long a plan continues while its renewal cannot be charged.</param>
/// <param name="SalesContact">Where "on request" leads: an address that a link may have;
/// null where nobody is named.</param>
public sealed record BillingOptions(
    bool IsSelling, IReadOnlyDictionary<string, string> Prices, PaymentGrace Grace, string? SalesContact)
{
    /// <summary>Where plans are chosen.</summary>
    public const string PlansPath = "/plans";

    // The operator pays for these images, and the customer may never do so.
    private const int GraceImages = 10;

    /// <summary>Reads <c>STRIPE_PRICE_CREATOR</c>, <c>STRIPE_PRICE_PRO</c>, <c>STRIPE_PRICE_ENTERPRISE</c>,
    /// <c>BILLING_GRACE_DAYS</c> and <c>SALES_CONTACT</c>, and whether there is a key.</summary>
    public static BillingOptions Read(SettingsReader settings)
    {
        var prices = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var plan in Plans.All.Where(plan => plan != Plans.Free))
        {
            if (settings.Text($"STRIPE_PRICE_{plan.Name.ToUpperInvariant()}") is { } price)
            {
                prices.Add(plan.Name, price);
            }
        }

        return new BillingOptions(
            settings.Text("STRIPE_SECRET_KEY") is not null, prices,
            new PaymentGrace(TimeSpan.FromDays(settings.Number("BILLING_GRACE_DAYS", 7, 0, 30)), GraceImages),
            ReadContact(settings));
    }

    // A mail address, or a page.
    private static string? ReadContact(SettingsReader settings)
    {
        if (settings.Text("SALES_CONTACT") is not { } contact)
        {
            return null;
        }

        if (contact.StartsWith("http", StringComparison.OrdinalIgnoreCase))
        {
            return settings.Address("SALES_CONTACT")?.ToString();
        }

        var mail = contact.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)
            ? contact["mailto:".Length..]
            : contact;
        if (mail.IndexOf('@', StringComparison.Ordinal) > 0 && !mail.Any(char.IsWhiteSpace))
        {
            return $"mailto:{mail}";
        }

        settings.Fault("SALES_CONTACT", "must be a mail address or a page that starts with https://");
        return null;
    }
}
