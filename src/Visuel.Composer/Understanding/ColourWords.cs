using Visuel.Words;

namespace Visuel.Composer.Understanding;

/// <summary>Colours a text asks for, in French and English, as tags of the palettes.</summary>
internal static class ColourWords
{
    private static readonly (string Tag, string Words)[] Table =
    [
        ("blue", "bleu bleue blue azur froid froide cold"),
        ("green", "vert verte green"),
        ("red", "rouge red corail coral"),
        ("pink", "rose pink"),
        ("purple", "violet violette purple mauve lilas"),
        ("yellow", "jaune yellow doré gold"),
        ("orange", "orange chaud chaude warm chaleureux chaleureuse"),
        ("black", "noir noire black sombre dark"),
        ("beige", "beige sable neutre neutral"),
        ("teal", "turquoise teal cyan"),
        ("pastel", "pastel"),
    ];

    private static readonly Dictionary<string, string> TagByStem = Table
        .SelectMany(row => WordSplitter.Split(row.Words).Select(word => (word.Stem, row.Tag)))
        .DistinctBy(pair => pair.Stem, StringComparer.Ordinal)
        .ToDictionary(pair => pair.Stem, pair => pair.Tag, StringComparer.Ordinal);

    public static string? In(IEnumerable<Word> words) =>
        words.Select(word => TagByStem.GetValueOrDefault(word.Stem)).FirstOrDefault(tag => tag is not null);
}
