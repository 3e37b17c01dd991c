namespace Visuel.Words.Tests;

/// <summary>A title of Lists/: <c>type|language|title|English words that a right subject has|…</c></summary>
internal sealed record ListedTitle(string Type, string Title, IReadOnlyList<string> Keys)
{
    /// <summary>Whether English words name what the list's author would show.</summary>
    public bool IsNamedBy(Shown? shown) =>
        shown is not null && Keys.Any(key => shown.English.Contains(key, StringComparison.OrdinalIgnoreCase));
}

/// <summary>The titles of Lists/. The first list was written before any word data, each other one after a freeze of
/// the data; 6 to 9 by authors who never saw it.</summary>
internal static class Titles
{
    /// <summary>The lists by name.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<ListedTitle>> Lists { get; } =
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Lists"), "*.txt")
            .Order(StringComparer.Ordinal)
            .ToDictionary(
                file => Path.GetFileNameWithoutExtension(file), IReadOnlyList<ListedTitle> (file) => [.. Read(file)],
                StringComparer.Ordinal);

    /// <summary>All titles.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. Lists.Values.SelectMany(list => list).Select(title => title.Title)];

    private static IEnumerable<ListedTitle> Read(string file) =>
        from line in File.ReadLines(file)
        where line.Length > 0 && line[0] != '#'
        let fields = line.Split('|')
        select new ListedTitle(fields[0], fields[2], [.. fields[3..].Select(key => key.Trim())]);
}
