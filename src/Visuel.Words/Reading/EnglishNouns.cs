using System.Globalization;

namespace Visuel.Words;

/// <summary>How English titles find what the data says in English.</summary>
internal static class EnglishNouns
{
    /// <summary>The form under which a phrase is kept: its last word in the singular.</summary>
    public static string Key(string words)
    {
        var key = words.ToLowerInvariant().Replace('-', ' ');
        var last = key.LastIndexOf(' ') + 1;
        return last == 0 ? Inflection.EnglishSingular(key) : key[..last] + Inflection.EnglishSingular(key[last..]);
    }

    /// <summary>The part of what is shown that names it: "loaf of crusty bread" is found by "crusty bread", "ripe
    /// tomatoes" by "tomato". Null where there is none.</summary>
    public static Entry? PartOf(Entry entry)
    {
        string[] all = entry.English.Split(' ');
        if (all.Length is 2 or 3 && !all.Any(Grammar.Little.Contains))
        {
            return Part(entry, all[^1], Weights.HeadOfThing);
        }

        var cut = Array.FindIndex(all, word => Grammar.Little.Contains(word) || IsActing(word));
        string[] part = cut > 0 && all[cut] is "of" ? all[(cut + 1)..] : all[..Math.Max(cut, 0)];
        return part.Length is 1 or 2 && !part.Any(Grammar.Little.Contains)
            ? Part(entry, string.Join(' ', part), Weights.PartOfThing)
            : null;
    }

    /// <summary>A line of the list of nouns: the noun, how far its meanings can be seen, the file of the
    /// first.</summary>
    public static Entry Read(string line)
    {
        string[] fields = line.Split('\t');
        var domain = fields[2] switch
        {
            "13" => "food",
            "5" => "animals",
            "20" => "garden",
            "15" or "17" => "travel",
            "18" => "people",
            _ => "",
        };
        var weight = Weights.Noun * float.Parse(fields[1], CultureInfo.InvariantCulture);
        return new Entry(EntryKind.Noun, fields[0], Scene: null, French: null, domain, weight);
    }

    private static Entry? Part(Entry entry, string words, float weight) =>
        words.Length > 2 && !Grammar.Frame.Contains(words)
            ? entry with { English = words, Scene = null, French = null, Weight = weight }
            : null;

    private static bool IsActing(string word) => word.Length > 5 && word.EndsWith("ing", StringComparison.Ordinal);
}
