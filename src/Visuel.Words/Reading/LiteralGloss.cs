namespace Visuel.Words;

/// <summary>Puts a short French description into English word for word, with the adjectives moved before their
/// nouns.</summary>
internal static class LiteralGloss
{
    // Of the words that mean something so many must be known.
    private const float LeastKnown = .7f;

    private static readonly Dictionary<string, string> Prepositions = new(StringComparer.Ordinal)
    {
        ["dans"] = "in",
        ["en"] = "in",
        ["sur"] = "on",
        ["sous"] = "under",
        ["avec"] = "with",
        ["aux"] = "with",
        ["devant"] = "in front of",
        ["derrière"] = "behind",
        ["près"] = "near",
        ["bord"] = "near",
        ["à"] = "with",
        ["au"] = "with",
        ["de"] = "of",
        ["d"] = "of",
        ["du"] = "of",
        ["des"] = "of",
        ["et"] = "and",
        ["entre"] = "between",
        ["plein"] = "full",
        ["pleine"] = "full",
        ["autour"] = "around",
        ["vers"] = "towards",
        ["contre"] = "against",
        ["par"] = "by",
        ["sans"] = "without",
    };

    // "à l'aube" is a time, no thing that somebody has.
    private static readonly HashSet<string> Times = new(StringComparer.Ordinal)
    {
        "dawn", "dusk", "sunset", "sunrise", "night", "twilight",
    };

    /// <summary>The description in English; null where too much of it is unknown.</summary>
    public static string? Of(
        TitleWords title, IReadOnlyList<Mention> said, Vocabulary vocabulary, Wordings wordings)
    {
        var nouns = said
            .Where(mention => mention.Entry.Kind is EntryKind.Thing or EntryKind.Place || mention.Length > 1)
            .ToList();
        var words = new List<string>();
        var (known, all) = (0, 0);
        for (var place = 0; place < title.Count;)
        {
            if (nouns.Find(mention => mention.Start == place) is { } noun)
            {
                AddNoun(words, wordings.Dressed(title, noun, said, isLiteral: true).English);
                (known, all, place) = (known + 1, all + 1, noun.End);
                continue;
            }

            var word = title.Spelling(place);
            if (Prepositions.TryGetValue(word, out var preposition))
            {
                AddPreposition(words, preposition);
            }
            else if (vocabulary.Quality(word) is not null)
            {
                (known, all) = (known + 1, all + 1); // stands before its noun already
            }
            else if (vocabulary.Act(title, place) is { } act)
            {
                words.Add(act);
                (known, all) = (known + 1, all + 1);
            }
            else if (!title.IsLittle(place))
            {
                words.Add(title.Words[place].Written);
                all++;
            }

            place++;
        }

        while (words.Count > 0 && Prepositions.ContainsValue(words[^1]))
        {
            words.RemoveAt(words.Count - 1);
        }

        return nouns.Count == 0 || known < LeastKnown * all ? null : string.Join(' ', words);
    }

    private static void AddNoun(List<string> words, string noun)
    {
        // "rows of lavender in Provence" says already where they are.
        if (words.Count > 1 && words[^2].EndsWith($" {noun}", StringComparison.Ordinal))
        {
            words.RemoveAt(words.Count - 1);
            return;
        }

        if (words.Count > 1 && words[^1] is "of")
        {
            // "bouquet de pivoines": "bouquet of flowers of peonies" says it twice.
            if (words[^2].IndexOf(" of ", StringComparison.Ordinal) is > 0 and var cut)
            {
                words[^2] = words[^2][..cut];
            }

            if (noun.StartsWith($"{words[^2]} of ", StringComparison.Ordinal))
            {
                words.RemoveRange(words.Count - 2, 2);
            }
        }

        if (words.Count > 0 && words[^1] is "with" && Times.Contains(noun))
        {
            words[^1] = "at";
        }

        words.Add(noun);
    }

    private static void AddPreposition(List<string> words, string preposition)
    {
        var isAlreadySaid = words.Count == 0
            || (preposition is "of"
                && (words[^1] is "near" or "around" || words[^1].EndsWith("ing", StringComparison.Ordinal)));
        if (!isAlreadySaid)
        {
            words.Add(preposition);
        }
    }
}
