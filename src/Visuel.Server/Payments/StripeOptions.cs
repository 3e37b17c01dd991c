using Visuel.Server.Settings;

namespace Visuel.Server.Payments;

/// <summary>The settings of Stripe.</summary>
/// <param name="SecretKey">The key of the account, or null where nothing is sold.</param>
/// <param name="WebhookSecrets">The secrets that webhooks may be signed with. There are several while one is
/// replaced.</param>
/// <param name="ApiBase">Where the API is, without a slash at its end, or null for Stripe's own.</param>
/// <param name="PortalConfiguration">The portal's configuration, or null for the one that
/// <c>./run stripe setup</c> made.</param>
/// <param name="AutomaticTax">Whether Stripe Tax is to work out VAT; it must be switched on there.</param>
public sealed record StripeOptions(
    string? SecretKey,
    IReadOnlyList<string> WebhookSecrets,
    string? ApiBase,
    string? PortalConfiguration,
    bool AutomaticTax)
{
    /// <summary>Whether anything is sold here.</summary>
    public bool IsEnabled => SecretKey is not null;

    /// <summary>Whether the key is of live mode: real money.</summary>
    public bool IsLive => SecretKey?.Contains("_live_", StringComparison.Ordinal) is true;

    /// <summary>Reads the settings <c>STRIPE_SECRET_KEY</c>, <c>STRIPE_WEBHOOK_SECRET</c>, <c>STRIPE_API_BASE</c>,
    /// <c>STRIPE_PORTAL_CONFIGURATION</c> and <c>STRIPE_AUTOMATIC_TAX</c>.</summary>
    public static StripeOptions Read(SettingsReader settings)
    {
        var key = settings.AsTyped("STRIPE_SECRET_KEY");
        var secrets = settings.List("STRIPE_WEBHOOK_SECRET");
        if (key is null != (secrets.Count == 0))
        {
            settings.Fault(
                key is null ? "STRIPE_SECRET_KEY" : "STRIPE_WEBHOOK_SECRET",
                "is missing: payments need both, or neither");
        }

        if (key is not null && !key.StartsWith("sk_", StringComparison.Ordinal)
            && !key.StartsWith("rk_", StringComparison.Ordinal))
        {
            settings.Fault("STRIPE_SECRET_KEY", "must begin with sk_ or rk_ (a publishable key, pk_, will not do)");
        }

        if (secrets.Any(secret => !secret.StartsWith("whsec_", StringComparison.Ordinal)))
        {
            settings.Fault("STRIPE_WEBHOOK_SECRET", "must begin with whsec_ (several are separated by commas)");
        }

        var options = new StripeOptions(
            key, secrets, ReadBase(settings), settings.Text("STRIPE_PORTAL_CONFIGURATION"),
            settings.OneOf("STRIPE_AUTOMATIC_TAX", "0", "1") is "1");
        if (options.IsLive && settings.Address("PUBLIC_URL") is { Scheme: "http" })
        {
            settings.Fault("PUBLIC_URL", "must begin with https:// where STRIPE_SECRET_KEY is of live mode");
        }

        return options;
    }

    /// <summary>Without the key and the secrets.</summary>
    public override string ToString() =>
        $"{nameof(StripeOptions)} {{ {(IsEnabled ? IsLive ? "live" : "test" : "off")} }}";

    private static string? ReadBase(SettingsReader settings)
    {
        var address = settings.Address("STRIPE_API_BASE");
        if (address is { IsLoopback: false })
        {
            settings.Fault("STRIPE_API_BASE", "must be on this machine: it is for tests, and gets the key");
        }

        return address?.GetLeftPart(UriPartial.Path).TrimEnd('/');
    }
}
