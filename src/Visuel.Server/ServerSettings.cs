using Visuel.Server.Engines;
using Visuel.Server.Engines.HuggingFace;
using Visuel.Server.Features.Accounts;
using Visuel.Server.Features.Billing;
using Visuel.Server.Features.Drawing.Draw;
using Visuel.Server.Features.Profit;
using Visuel.Server.Features.Publishing;
using Visuel.Server.Features.Quota;
using Visuel.Server.Limits;
using Visuel.Server.Payments;
using Visuel.Server.Settings;
using Visuel.Server.Stores;
using Visuel.Server.Ui;

namespace Visuel.Server;

/// <summary>All settings, read and checked before anything starts.</summary>
public sealed record ServerSettings(
    StoreOptions Store, AccountOptions Accounts, QuotaOptions Quota, DrawingOptions Drawing, EngineOptions Engines,
    HuggingFaceOptions HuggingFace, PublicAddress Address, LimitOptions Limits, PublishingOptions Publishing,
    BillingOptions Billing, StripeOptions Stripe, CostOptions Costs, SiteLinks Links, IReadOnlyList<string> Notices)
{
    /// <summary>Reads every part's options.</summary>
    /// <exception cref="SettingsException">Some are wrong; all of them are named.</exception>
    public static ServerSettings Read(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var settings = Read(reader);
        foreach (var unused in DotEnv.Unused(configuration, reader.Names))
        {
            reader.Notice(unused);
        }

        return settings;
    }

    /// <summary>Reads every part's options with a reader that the caller may ask afterwards.</summary>
    /// <exception cref="SettingsException">Some are wrong; all of them are named.</exception>
    public static ServerSettings Read(SettingsReader reader)
    {
        var settings = new ServerSettings(
            StoreOptions.Read(reader), AccountOptions.Read(reader), QuotaOptions.Read(reader),
            DrawingOptions.Read(reader), EngineOptions.Read(reader), HuggingFaceOptions.Read(reader),
            PublicAddress.Read(reader), LimitOptions.Read(reader), PublishingOptions.Read(reader),
            BillingOptions.Read(reader), StripeOptions.Read(reader), CostOptions.Read(reader), SiteLinks.Read(reader),
            reader.Notices);
        return reader.Faults.Count == 0 ? settings : throw new SettingsException(reader.Faults);
    }
}

/// <summary>Settings are wrong.</summary>
#pragma warning disable CA1032 // Made in one place, with its list.
public sealed class SettingsException(
    IReadOnlyList<string> faults) : Exception(string.Join(Environment.NewLine, faults))
#pragma warning restore CA1032
{
    /// <summary>One sentence each, starting with the setting's name.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
