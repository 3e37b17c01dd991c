using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Visuel.Server.Settings;

/// <summary>The address users see.</summary>
/// <param name="Url">What <c>PUBLIC_URL</c> says, or null to take it from the request.</param>
/// <param name="Proxies">Proxies whose forwarded headers count, each an address or a whole network.</param>
/// <param name="HstsDays">How long browsers are told to come over https alone; 0 tells them to forget it.</param>
public sealed record PublicAddress(Uri? Url, IReadOnlyList<IPNetwork> Proxies, int HstsDays)
{
    // ::ffff:0:0/96 is IPv4 written as IPv6.
    private const int Mapped = 96;

    /// <summary>Reads <c>PUBLIC_URL</c>, <c>TRUSTED_PROXIES</c> and <c>HSTS_DAYS</c>.</summary>
    public static PublicAddress Read(SettingsReader settings)
    {
        var proxies = new List<IPNetwork>();
        foreach (var text in settings.List("TRUSTED_PROXIES"))
        {
            if (IPAddress.TryParse(text, out var proxy))
            {
                var plain = proxy.IsIPv4MappedToIPv6 ? proxy.MapToIPv4() : proxy;
                proxies.Add(new IPNetwork(plain, plain.GetAddressBytes().Length * 8));
            }
            else if (IPNetwork.TryParse(text, out var network))
            {
                var isMapped = network.BaseAddress.IsIPv4MappedToIPv6 && network.PrefixLength >= Mapped;
                proxies.Add(
                    isMapped
                    ? new IPNetwork(network.BaseAddress.MapToIPv4(), network.PrefixLength - Mapped)
                    : network);
            }
            else
            {
                settings.Fault(
                    "TRUSTED_PROXIES",
                    $"must be IP addresses, or networks such as 10.0.0.0/8, separated by commas; '{text}' is none");
            }
        }

        var url = settings.Address("PUBLIC_URL");
        if (url is not null && (url.PathAndQuery != "/" || url.Fragment.Length + url.UserInfo.Length > 0))
        {
            settings.Fault(
                "PUBLIC_URL",
                "must name a host alone, such as https://visuel.example.com: Visuel does not run under a path");
        }

        return new PublicAddress(url, proxies, settings.Number("HSTS_DAYS", 365, 0, 730));
    }

    /// <summary>Scheme and host as browsers write them in <c>Origin</c>.</summary>
    public string OriginOf(HttpRequest request) =>
        Url?.GetLeftPart(UriPartial.Authority) ?? $"{request.Scheme}://{request.Host}";

    /// <summary>Whether an <c>Origin</c> is this site. Where <c>PUBLIC_URL</c> is not set, https is ours too for a
    /// request that came over http: a proxy that ends https need not say so.</summary>
    public bool IsOwn(string origin, HttpRequest request) =>
        string.Equals(origin, OriginOf(request), StringComparison.OrdinalIgnoreCase)
        || (Url is null && string.Equals(origin, $"https://{request.Host}", StringComparison.OrdinalIgnoreCase));

    /// <summary>What <c>Strict-Transport-Security</c> says; null where people do not come over https, and on this
    /// machine itself, whose name other programs share.</summary>
    public string? StrictTransport => IsHttps && !Url!.IsLoopback
        ? string.Create(CultureInfo.InvariantCulture, $"max-age={TimeSpan.FromDays(HstsDays).TotalSeconds}")
        : null;

    private bool IsHttps => Url?.Scheme == Uri.UriSchemeHttps;

    /// <summary>Which cookies browsers send back over https alone: all, where people come over https.</summary>
    public CookiePolicyOptions Cookies() => new()
    {
        Secure = IsHttps
            ? CookieSecurePolicy.Always
            : Url is null ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.None,
    };

    /// <summary>Which forwarded headers to believe: only those of the proxies named.</summary>
    public ForwardedHeadersOptions Forwarded()
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = Proxies.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.All,
            // From one proxy to the next as far as they are named.
            ForwardLimit = null,
        };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var proxy in Proxies)
        {
            options.KnownIPNetworks.Add(proxy);
        }

        return options;
    }
}
