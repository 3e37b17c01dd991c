namespace Visuel.Words;

/// <summary>Puts a mention into words: the noun with the adjectives that stand beside it.</summary>
internal sealed class Wordings(Vocabulary vocabulary)
{
    private const int Behind = 3;
    private const int MostEnglishWords = 4;

    // Of these a model makes nothing, or another thing.
    private static readonly HashSet<string> Empty = new(StringComparer.Ordinal)
    {
        "large", "small", "new", "clean", "dirty", "full", "natural", "alone", "old", "young", "tall", "happy", "real",
        "homemade", "antique",
    };

    private static readonly HashSet<string> EnglishQualities = new(StringComparer.Ordinal)
    {
        "electric", "handmade", "organic", "red", "blue", "green", "white", "black", "old", "fresh", "solar", "wooden",
        "vintage", "small", "roasted", "grilled", "smoked", "vegan", "yellow", "brown", "pink",
        "grey", "golden", "silver",
    };

    /// <summary>Whether a word is an English adjective that can be seen.</summary>
    public static bool IsEnglishQuality(string word) => EnglishQualities.Contains(word);

    /// <summary>It in both languages.</summary>
    public Shown Of(TitleWords words, Mention mention, IReadOnlyList<Mention> all, Language language)
    {
        if (mention.Entry.Kind is EntryKind.Noun || (language is Language.English && IsOneOfTheNouns(mention)))
        {
            return new Shown(EnglishPhrase(words, mention, all), mention.Entry.French);
        }

        return Dressed(words, mention, all, isLiteral: false);
    }

    /// <summary>A French noun with its adjectives.</summary>
    public Shown Dressed(TitleWords words, Mention mention, IReadOnlyList<Mention> all, bool isLiteral)
    {
        var entry = mention.Entry;
        var isPlain = entry.Kind is EntryKind.Thing && !entry.English.Contains(" with ", StringComparison.Ordinal);
        List<(int Place, string English)> qualities = isPlain
            ? [.. Before(words, mention, all), .. After(words, mention, all)]
            : [];
        qualities.RemoveAll(quality => (!isLiteral && Empty.Contains(quality.English))
            || entry.English.Contains(quality.English, StringComparison.OrdinalIgnoreCase));
        if (qualities.Count == 0)
        {
            return new Shown(entry.English, entry.French);
        }

        var english = string.Join(' ', qualities.Select(quality => quality.English).Distinct());
        var places = qualities.Select(quality => quality.Place)
            .Concat(Enumerable.Range(mention.Start, mention.Length)).Order();
        return new Shown($"{english} {entry.English}", string.Join(' ', places.Select(words.Spelling)));
    }

    private static bool IsOneOfTheNouns(Mention mention) => mention.Entry.Kind is EntryKind.Thing;

    private List<(int Place, string English)> Before(TitleWords words, Mention mention, IReadOnlyList<Mention> all)
    {
        var found = new List<(int, string)>();
        for (var place = mention.Start - 1; place >= 0 && !words.Breaks(place + 1) && IsFree(place, all); place--)
        {
            if (vocabulary.Quality(words.Spelling(place)) is not { } quality)
            {
                break;
            }

            found.Insert(0, (place, quality));
        }

        return found;
    }

    private List<(int Place, string English)> After(TitleWords words, Mention mention, IReadOnlyList<Mention> all)
    {
        var found = new List<(int, string)>();
        var end = Math.Min(words.Count, mention.End + Behind);
        for (var place = mention.End; place < end && !words.Breaks(place) && IsFree(place, all); place++)
        {
            if (words.Spelling(place) is "et" or "très" or "bien")
            {
                continue;
            }

            if (vocabulary.Quality(words.Spelling(place)) is not { } quality)
            {
                break;
            }

            found.Add((place, quality));
        }

        return found;
    }

    private static bool IsFree(int place, IReadOnlyList<Mention> all) =>
        !all.Any(mention => place >= mention.Start && place < mention.End);

    // The noun with the nouns after it and what stands right before it, as the title has them.
    private static string EnglishPhrase(TitleWords words, Mention head, IReadOnlyList<Mention> all)
    {
        var (start, end) = (head.Start, head.End);
        while (end < words.Count && end - start < MostEnglishWords && !words.Breaks(end)
            && all.FirstOrDefault(mention => mention.Start == end) is { Entry.Kind: EntryKind.Noun } next)
        {
            end = next.End;
        }

        while (start > 0 && end - start < MostEnglishWords && !words.Breaks(start) && Belongs(start - 1))
        {
            start--;
        }

        return start == head.Start && end == head.End && head.Entry.Kind is EntryKind.Thing
            ? head.Entry.English
            : string.Join(' ', Enumerable.Range(start, end - start).Select(AsWritten));

        bool Belongs(int place)
        {
            var word = words.Spelling(place);
            return !words.IsLittle(place) && !Grammar.Frame.Contains(word) && word.All(char.IsLetter)
                && (all.Any(mention => mention.End == place + 1 && mention.Entry.Kind is EntryKind.Noun)
                    || EnglishQualities.Contains(word)
                    || (place > 0 && word.EndsWith("ed", StringComparison.Ordinal)));
        }

        string AsWritten(int place) => words.IsAcronym(place) ? words.Words[place].Written : words.Spelling(place);
    }
}
