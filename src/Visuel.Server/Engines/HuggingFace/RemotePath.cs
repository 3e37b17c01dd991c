namespace Visuel.Server.Engines.HuggingFace;

/// <summary>Escapes names that other servers chose, so that a name cannot change the path that it is put
/// into.</summary>
internal static class RemotePath
{
    /// <summary>The name with each segment escaped and its slashes kept, or null when it is no relative path: an empty
    /// segment, one that climbs (<c>..</c>), white space or control characters.</summary>
    public static string? Escape(string name)
    {
        var segments = name.Split('/');
        return Array.TrueForAll(segments, IsPlain) ? string.Join('/', segments.Select(Uri.EscapeDataString)) : null;
    }

    /// <summary>The path of an address on another host, to be asked for on the router instead;
    /// null when it is no web address or climbs.</summary>
    public static string? Of(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
            && Escape(Uri.UnescapeDataString(uri.AbsolutePath.Trim('/'))) is { } path
            ? "/" + path
            : null;

    private static bool IsPlain(string segment) =>
        segment.Length > 0 && segment is not ("." or "..")
        && segment.All(letter => !char.IsWhiteSpace(letter) && !char.IsControl(letter) && letter != '\\');
}
