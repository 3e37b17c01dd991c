namespace Visuel.Words.Tests;

/// <summary>The titles of Lists/: <c>type|language|title|English words that a right subject has</c>. The first list
/// was written before any word data, each other one after a freeze of the data.</summary>
internal static class Titles
{
    /// <summary>All titles.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Lists"), "*.txt")
            .Order(StringComparer.Ordinal)
            .SelectMany(File.ReadLines)
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('|')[2]),
    ];
}
