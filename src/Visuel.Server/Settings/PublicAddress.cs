using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Visuel.Server.Settings;

/// <summary>The address users see.</summary>
/// <param name="Url">What <c>PUBLIC_URL</c> says, or null to take it from the request.</param>
/// <param name="Proxies">Proxies whose forwarded headers count, each an address or a whole network.</param>
public sealed record PublicAddress(Uri? Url, IReadOnlyList<IPNetwork> Proxies)
{
    /// <summary>Reads <c>PUBLIC_URL</c> and <c>TRUSTED_PROXIES</c>.</summary>
    public static PublicAddress Read(SettingsReader settings)
    {
        var proxies = new List<IPNetwork>();
        foreach (var text in settings.List("TRUSTED_PROXIES"))
        {
            if (IPAddress.TryParse(text, out var proxy))
            {
                proxies.Add(new IPNetwork(proxy, proxy.GetAddressBytes().Length * 8));
            }
            else if (IPNetwork.TryParse(text, out var network))
            {
                proxies.Add(network);
            }
            else
            {
                settings.Fault(
                    "TRUSTED_PROXIES",
                    $"must be IP addresses, or networks such as 10.0.0.0/8, separated by commas; '{text}' is none");
            }
        }

        return new PublicAddress(settings.Address("PUBLIC_URL"), proxies);
    }

    /// <summary>Scheme and host as browsers write them in <c>Origin</c>.</summary>
    public string OriginOf(HttpRequest request) =>
        Url?.GetLeftPart(UriPartial.Authority) ?? $"{request.Scheme}://{request.Host}";

    /// <summary>Whether people reach the server over https.</summary>
    public bool IsSecure(HttpRequest request) => Url is { } url ? url.Scheme == Uri.UriSchemeHttps : request.IsHttps;

    /// <summary>Which forwarded headers to believe: only those of the proxies named.</summary>
    public ForwardedHeadersOptions Forwarded()
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = Proxies.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.All,
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
