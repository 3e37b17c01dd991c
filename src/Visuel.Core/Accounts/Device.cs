using System.Buffers;

namespace Visuel.Core.Accounts;

/// <summary>The browser (or program) and the system that a request says it comes from: nothing more of the header
/// <c>User-Agent</c> is kept.</summary>
/// <param name="Browser">Such as <c>Firefox</c> or <c>curl</c>; null where it is not known.</param>
/// <param name="System">Such as <c>Windows</c>; null where it is not known.</param>
public sealed record Device(string? Browser, string? System)
{
    /// <summary>The longest name of a program that is kept, in characters.</summary>
    public const int LongestName = 32;

    private const int LongestHeader = 512;

    // In this order: most browsers name those they are descended from too.
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg/", "Edge"), ("EdgA/", "Edge"), ("EdgiOS/", "Edge"),
        ("OPR/", "Opera"), ("OPT/", "Opera"), ("OPiOS/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"), ("Vivaldi/", "Vivaldi"), (
            "DuckDuckGo/", "DuckDuckGo"), ("Ddg/", "DuckDuckGo"),
        ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Chromium/", "Chromium"),
        ("Safari/", "Safari"),
    ];

    // An iPhone says that it is like a Mac, and Android that it is a Linux.
    private static readonly (string Mark, string Name)[] Systems =
    [
        ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"),
        ("Macintosh", "macOS"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ];

    private static readonly SearchValues<char> InNames =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.");

    /// <summary>What the header says, of which only the first characters are read.</summary>
    public static Device Of(string? userAgent)
    {
        var header = userAgent.AsSpan(0, Math.Min(userAgent?.Length ?? 0, LongestHeader));
        return new Device(Find(Browsers, header) ?? ProgramOf(header), Find(Systems, header));
    }

    private static string? Find((string Mark, string Name)[] known, ReadOnlySpan<char> header)
    {
        foreach (var (mark, name) in known)
        {
            if (header.Contains(mark, StringComparison.Ordinal))
            {
                return name;
            }
        }

        return null;
    }

    // Programs begin with their own name (curl/8.5.0); what calls itself Mozilla is a browser that is not known.
    private static string? ProgramOf(ReadOnlySpan<char> header)
    {
        var end = header.IndexOfAny('/', ' ');
        var name = end < 0 ? header : header[..end];
        return name.Length is > 0 and <= LongestName && name is not "Mozilla" && !name.ContainsAnyExcept(InNames)
            ? name.ToString()
            : null;
    }
}
