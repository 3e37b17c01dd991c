namespace Visuel.Server.Callers;

/// <summary>The Authorization header with the Bearer scheme, the only one that counts (RFC 6750).</summary>
public static class Bearer
{
    private const string Scheme = "Bearer";

    /// <summary>What the header carries: null without the scheme, empty where nothing follows it.</summary>
    public static string? Of(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && (header.Length == Scheme.Length || header[Scheme.Length] == ' ')
            ? header[Scheme.Length..].Trim()
            : null;
    }
}
