namespace Visuel.Words;

/// <summary>The groups of Data/grammar.txt: what little words do in a title.</summary>
internal static class Grammar
{
    private static readonly Dictionary<string, HashSet<string>> Groups = Read();

    /// <summary>Words that name nothing.</summary>
    public static IReadOnlySet<string> Little { get; } = Groups["little"];

    /// <summary>Words before where, how or for whom something is: what follows leads less.</summary>
    public static IReadOnlySet<string> Circumstance { get; } = Groups["circumstance"];

    /// <summary>Words before the place where something is.</summary>
    public static IReadOnlySet<string> Inside { get; } = Groups["inside"];

    /// <summary>Words before what belongs to the noun before them.</summary>
    public static IReadOnlySet<string> Complement { get; } = Groups["complement"];

    /// <summary>Words that put a second thing beside the first.</summary>
    public static IReadOnlySet<string> Joining { get; } = Groups["joining"];

    /// <summary>Words that may stand before a noun.</summary>
    public static IReadOnlySet<string> Article { get; } = Groups["article"];

    /// <summary>Nouns of the small talk of titles: "guide", "way".</summary>
    public static IReadOnlySet<string> Frame { get; } = Groups["frame"];

    /// <summary>Triggers that count only in an English title.</summary>
    public static IReadOnlySet<string> EnglishOnly { get; } = Groups["english only"];

    /// <summary>Triggers that count only in a French title.</summary>
    public static IReadOnlySet<string> FrenchOnly { get; } = Groups["french only"];

    /// <summary>What has a name of its own: église, rue.</summary>
    public static IReadOnlySet<string> Named { get; } = Groups["named"];

    /// <summary>English nouns for somebody, in the singular.</summary>
    public static IReadOnlySet<string> People { get; } = Groups["people"];

    private static Dictionary<string, HashSet<string>> Read() =>
        WordLine.Of("grammar.txt")
            .GroupBy(line => line.Heading, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => group.SelectMany(line => line.Text.Split(' ')).ToHashSet(StringComparer.Ordinal),
                StringComparer.Ordinal);
}
