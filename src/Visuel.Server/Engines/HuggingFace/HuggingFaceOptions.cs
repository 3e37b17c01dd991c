using Visuel.Server.Engines.HuggingFace.Providers;
using Visuel.Server.Settings;

namespace Visuel.Server.Engines.HuggingFace;

/// <summary>The settings of the Hugging Face engine.</summary>
public sealed record HuggingFaceOptions
{
    private const string DeadHost = "api-inference.huggingface.co";

    /// <summary>The token of signed-in accounts, or null.</summary>
    public string? AccountToken { get; init; }

    /// <summary>The token of visitors, or null.</summary>
    public string? VisitorToken { get; init; }

    /// <summary>The token to draw with for a signed-in account: its installation's own, else the visitors'.
    /// Null when there is none.</summary>
    public string? Token => AccountToken ?? VisitorToken;

    /// <summary>Base address of the router, in front of every provider.</summary>
    public Uri Router { get; init; } = new("https://router.huggingface.co");

    /// <summary>Base address of the Hub, which knows the models.</summary>
    public Uri Hub { get; init; } = new("https://huggingface.co");

    /// <summary>Hosts that images may be fetched from; <c>*.</c> in front stands for any name below. WaveSpeed's and
    /// Z.ai's are those seen in public answers of theirs in 2026; neither documents them.</summary>
    public IReadOnlyList<string> DownloadHosts { get; init; } =
    [
        "fal.media", "*.fal.media", "*.fal.ai", "replicate.delivery", "*.replicate.delivery",
        "d1q70pf5vjeyhc.cloudfront.net", "*.wavespeed.ai", "mfile.z.ai",
        "aigc-files.bigmodel.cn",
    ];

    /// <summary>The installation's own endpoint, or null.</summary>
    public HuggingFaceEndpoint? Endpoint { get; init; }

    /// <summary>The organisation to bill, or null for the token's owner.</summary>
    public string? BillTo { get; init; }

    /// <summary>The providers allowed, in the order to ask them; empty allows all,
    /// in the order of the mapping.</summary>
    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>How long to wait for what.</summary>
    public HuggingFaceBudgets Budgets { get; init; } = new();

    /// <summary>Whether images may be fetched from this machine, over http too: only when the router itself is on it,
    /// as in tests and demonstrations.</summary>
    public bool AllowsLoopback => Router.IsLoopback;

    /// <summary>Reads and checks them.</summary>
    public static HuggingFaceOptions Read(SettingsReader settings)
    {
        var standard = new HuggingFaceOptions();
        var hosts = DownloadHostsOf(settings);
        var accountToken = TokenOf(settings, "HF_TOKEN");
        return standard with
        {
            AccountToken = accountToken,
            Endpoint = HuggingFaceEndpoint.Read(settings, TokenOf(settings, "HF_ENDPOINT_TOKEN"), accountToken),
            VisitorToken = TokenOf(settings, "DEFAULT_HF_TOKEN"),
            Router = BaseOf(settings, "HF_ROUTER_URL", standard.Router),
            Hub = BaseOf(settings, "HF_HUB_URL", standard.Hub),
            DownloadHosts = hosts.Count > 0 ? hosts : standard.DownloadHosts,
            BillTo = BillToOf(settings),
            Providers = ProvidersOf(settings),
        };
    }

    /// <summary>Says nothing of the tokens.</summary>
    public override string ToString() => $"{nameof(HuggingFaceOptions)} {{ {Router}, {Hub} }}";

    private static string? TokenOf(SettingsReader settings, string name)
    {
        var token = settings.Text(name);
        if (token is not null && !token.All(letter => letter is > ' ' and < '\u007F'))
        {
            settings.Fault(name, "must be one word of plain letters, digits and signs, as Hugging Face shows it");
            return null;
        }

        if (token?.StartsWith("hf_", StringComparison.Ordinal) == false)
        {
            settings.Notice(
                $"{name} does not start with hf_: the key of a provider does not work here, only a token from " +
                "https://huggingface.co/settings/tokens.");
        }

        return token;
    }

    private static Uri BaseOf(SettingsReader settings, string name, Uri standard)
    {
        if (settings.Address(name) is not { } address)
        {
            return standard;
        }

        if (string.Equals(address.IdnHost, DeadHost, StringComparison.OrdinalIgnoreCase))
        {
            settings.Fault(
                name,
                $"must not be {DeadHost}, which Hugging Face has switched off: remove the line, the default " +
                $"{standard.Host} is its successor");
            return standard;
        }

        if (address.Query.Length > 0 || address.Fragment.Length > 0 || address.UserInfo.Length > 0)
        {
            settings.Fault(name, "must be a base address without user, question mark or fragment");
            return standard;
        }

        if (address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback)
        {
            settings.Notice($"{name} is an http address: the token and the prompts travel unencrypted.");
        }

        return address;
    }

    private static List<string> DownloadHostsOf(SettingsReader settings)
    {
        var hosts = new List<string>();
        foreach (var host in settings.List("HF_DOWNLOAD_HOSTS"))
        {
            var name = host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host;
            if (Uri.CheckHostName(name) == UriHostNameType.Unknown)
            {
                settings.Fault(
                    "HF_DOWNLOAD_HOSTS",
                    "must list host names such as fal.media or *.fal.media, without https:// and path");
            }

            hosts.Add(host);
        }

        return hosts;
    }

    private static string? BillToOf(SettingsReader settings)
    {
        var organisation = settings.Text("HF_BILL_TO");
        if (organisation?.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.') == false)
        {
            settings.Fault("HF_BILL_TO", "must be the name of an organisation or the id of a resource group");
        }

        return organisation;
    }

    private static IReadOnlyList<string> ProvidersOf(SettingsReader settings)
    {
        var providers = settings.List("HF_PROVIDERS");
        var known = string.Join(", ", KnownProviders.Names);
        var strangers = providers.Except(KnownProviders.Names, StringComparer.Ordinal).ToList();
        if (providers.Count > 0 && strangers.Count == providers.Count)
        {
            settings.Fault("HF_PROVIDERS", $"must name at least one of: {known}");
            return providers;
        }

        foreach (var stranger in strangers)
        {
            settings.Notice(
                $"HF_PROVIDERS names {stranger}, which Visuel cannot call; it is passed over. Known: {known}.");
        }

        return providers;
    }
}
