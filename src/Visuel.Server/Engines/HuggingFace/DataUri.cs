namespace Visuel.Server.Engines.HuggingFace;

/// <summary>Reads images out of <c>data:</c> addresses.</summary>
internal static class DataUri
{
    private const string Scheme = "data:";
    private const string Encoding = ";base64,";

    /// <summary>Whether an address holds its content itself.</summary>
    public static bool Is(string address) => address.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>The bytes of an address such as <c>data:image/png;base64,…</c>,
    /// or null when it is not readable or too long.</summary>
    public static byte[]? Read(string address)
    {
        var start = address.IndexOf(Encoding, StringComparison.OrdinalIgnoreCase);
        var text = start < 0 ? [] : address.AsSpan(start + Encoding.Length);
        var most = (text.Length / 4 * 3) + 3;
        if (text.IsEmpty || most > ImageFile.Longest + 3)
        {
            return null;
        }

        var bytes = new byte[most];
        return Convert.TryFromBase64Chars(text, bytes, out var length) ? bytes[..length] : null;
    }
}
