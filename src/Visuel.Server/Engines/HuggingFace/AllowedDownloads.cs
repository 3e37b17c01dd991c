using System.Net;
using System.Net.Sockets;

namespace Visuel.Server.Engines.HuggingFace;

/// <summary>Decides where images may be fetched from: first by the host's name, then by the IP address behind
/// it.</summary>
internal sealed class AllowedDownloads(HuggingFaceOptions options)
{
    /// <summary>The address to fetch, or null when it is not allowed. Allowed are https addresses of a listed host on
    /// its usual port, without a user name; where the router is on this machine, also http addresses of this
    /// machine.</summary>
    public Uri? Admit(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0)
        {
            return null;
        }

        var isHere = uri.IsLoopback && uri.Scheme is "http" or "https";
        return isHere
            ? options.AllowsLoopback ? uri : null
            : uri.Scheme == Uri.UriSchemeHttps && uri.IsDefaultPort && IsListed(uri.IdnHost) ? uri : null;
    }

    /// <summary>Connects to the host of a download, to public addresses only.
    /// Throws <see cref="HttpRequestException"/> when there is none.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var host = context.DnsEndPoint.Host;
        // The handler connects to a host that the address does not name only where the operator set a proxy. The proxy
        // may have a private address, and it looks up the name itself.
        var isProxy = !string.Equals(
            context.InitialRequestMessage.RequestUri?.IdnHost, host, StringComparison.OrdinalIgnoreCase);
        var found = await Dns.GetHostAddressesAsync(host, stop);
        var allowed = Array.FindAll(found, address => isProxy || InternetAddress.IsPublic(address)
            || (options.AllowsLoopback && IPAddress.IsLoopback(address)));
        if (allowed.Length == 0)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "The host leads to a private address.");
        }

        // The socket connects to the address that was checked, so that a second DNS answer changes nothing.
        Socket? socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, stop);
            var stream = new NetworkStream(socket, ownsSocket: true);
            socket = null;
            return stream;
        }
        finally
        {
            socket?.Dispose();
        }
    }

    private bool IsListed(string host) =>
        options.DownloadHosts.Any(pattern => pattern.StartsWith("*.", StringComparison.Ordinal)
            ? host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
            : string.Equals(host, pattern, StringComparison.OrdinalIgnoreCase));
}
