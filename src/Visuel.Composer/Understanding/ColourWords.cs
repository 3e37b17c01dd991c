using Visuel.Composer.Words;

namespace Visuel.Composer.Understanding;

/// <summary>Colours a text asks for, in French and English, as tags of the palettes.</summary>
internal static class ColourWords
{
    private static readonly Dictionary<string, string> Tags = new(StringComparer.Ordinal)
    {
        ["bleu"] = "blue", ["blue"] = "blue", ["azur"] = "blue",
        ["vert"] = "green", ["green"] = "green",
        ["roug"] = "red", ["red"] = "red", ["corail"] = "red", ["coral"] = "red",
        ["pink"] = "pink", ["rose"] = "pink",
        ["violet"] = "purple", ["purpl"] = "purple", ["mauve"] = "purple", ["lila"] = "purple",
        ["jaun"] = "yellow", ["yellow"] = "yellow",
        ["orang"] = "orange", ["chaud"] = "orange", ["warm"] = "orange", ["chaleureux"] = "orange",
        ["noir"] = "black", ["black"] = "black", ["sombr"] = "black", ["dark"] = "black",
        ["beig"] = "beige", ["sabl"] = "beige", ["pastel"] = "pastel",
        ["turquois"] = "teal", ["teal"] = "teal", ["cyan"] = "teal",
    };

    public static string? In(IEnumerable<Word> words) =>
        words.Select(word => Tags.GetValueOrDefault(word.Stem) ?? Tags.GetValueOrDefault(word.Text)).FirstOrDefault(tag => tag is not null);
}
