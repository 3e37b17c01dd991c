namespace Visuel.Words;

/// <summary>Finds the phrases of a title, the longest first; each word is used once.</summary>
internal sealed class MentionFinder(Vocabulary vocabulary, Negations negations)
{
    /// <summary>The phrases that are said, and those that are denied.</summary>
    /// <param name="title">The title's words.</param>
    /// <param name="language">French or English.</param>
    /// <param name="text">What the words stand among.</param>
    public (IReadOnlyList<Mention> Said, IReadOnlyList<Mention> Denied) Find(
        TitleWords title, Language language, TitleContext text)
    {
        var (said, denied) = (new List<Mention>(), new List<Mention>());
        var deniedPlaces = negations.In(title.Words);
        var used = new bool[title.Count];
        for (var length = Math.Min(Vocabulary.LongestPhrase, title.Count); length > 0; length--)
        {
            for (var start = 0; start + length <= title.Count; start++)
            {
                if (used.AsSpan(start, length).Contains(true)
                    || At(title, start, length, language, text, used) is not { } mention)
                {
                    continue;
                }

                used.AsSpan(start, length).Fill(true);
                // In "sans gluten" the marker is a part of the phrase, so it denies nothing.
                var isDenied = Enumerable.Range(start, length)
                    .Any(place => deniedPlaces.TryGetValue(place, out var marker)
                        && (marker < start || marker >= start + length));
                (isDenied ? denied : said).Add(mention);
            }
        }

        return ([.. said.Select(mention => mention with { Score = Score(title, mention, said, language) })], denied);
    }

    private Mention? At(
        TitleWords title, int start, int length, Language language, TitleContext text, bool[] used)
    {
        if (vocabulary.Find(title, start, length, language) is not { } entry
            || (entry.Kind is not EntryKind.Place && IsNameOfABuilding(title, start)))
        {
            return null;
        }

        var isGuess = false;
        if (length == 1)
        {
            if (IsNoPicture(title, start, entry, language, used))
            {
                return null;
            }

            if (language is not Language.English && vocabulary.SensesOf(title, start) is { } senses
                && entry.Kind is EntryKind.Thing)
            {
                var sense = senses.Among(text);
                if (sense.English.Length == 0)
                {
                    return null;
                }

                isGuess = ReferenceEquals(sense, senses.Usual) && senses.Others.Count > 0;
                entry = entry with
                {
                    English = sense.English,
                    French = sense.French,
                    Scene = ReferenceEquals(sense, senses.Usual) ? entry.Scene : null,
                    Weight = isGuess ? entry.Weight : Weights.Thing,
                };
            }
        }

        return new Mention(start, length, entry, Score: 0, isGuess);
    }

    private bool IsNoPicture(TitleWords title, int place, Entry entry, Language language, bool[] used)
    {
        var word = title.Spelling(place);
        if (title.IsAcronym(place) && entry.Kind is EntryKind.Figure)
        {
            return true;
        }

        if (char.IsAsciiDigit(word[0]) || (word.Length < 3 && entry.Kind is EntryKind.Noun))
        {
            return entry.Kind is not (EntryKind.Topic or EntryKind.Weak);
        }

        var isOfAList = entry.Kind is EntryKind.Noun || (language is Language.English && entry.Kind is EntryKind.Thing);
        if (isOfAList && (Grammar.Frame.Contains(word) || Grammar.Frame.Contains(title.Singular(place))))
        {
            return true;
        }

        // "half-price": the word before a hyphen is no thing by itself.
        if (language is Language.English && place + 1 < title.Count
            && title.Words[place + 1] is { HyphenBefore: true, Text: not "free" })
        {
            return true;
        }

        // "Book your table": a verb.
        if (language is Language.English && entry.Kind is EntryKind.Thing or EntryKind.Noun && place + 1 < title.Count
            && !title.Breaks(place + 1)
            && (title.Words[place + 1].Before.Contains(" the", StringComparison.OrdinalIgnoreCase)
                || (Grammar.Article.Contains(title.Spelling(place + 1)) && title.Spelling(place + 1) is not "d")))
        {
            return true;
        }

        // "le potager bio": an adjective behind its noun; "le bio" is a thing.
        var isBehindANoun = place > 0 && !title.Breaks(place) && used[place - 1];
        if (language is not Language.English && isBehindANoun && entry.Kind is not EntryKind.Topic
            && vocabulary.Quality(word) is not null)
        {
            return true;
        }

        return entry.Kind is EntryKind.Thing or EntryKind.Noun && title.IsName(place);
    }

    // "l'église Saint-Martin", "rue des Lilas": what comes after is its name.
    private static bool IsNameOfABuilding(TitleWords title, int start)
    {
        var before = start - 1;
        while (before > 0 && title.IsLittle(before) && !title.Breaks(before + 1))
        {
            before--;
        }

        return before >= 0 && !title.Breaks(start) && char.IsUpper(title.Words[start].Written[0])
            && !title.IsInTitleCase && Grammar.Named.Contains(title.Spelling(before));
    }

    private float Score(TitleWords title, Mention mention, List<Mention> all, Language language)
    {
        var isLater = Enumerable.Range(0, mention.Start + 1).Any(title.Breaks);
        var score = mention.Entry.Weight - (Weights.Later * mention.Start);
        if (mention.Entry.Kind is EntryKind.Figure)
        {
            return score - (isLater ? Weights.LaterFigure : 0);
        }

        score -= isLater ? Weights.LaterSentence : 0;

        // "tomato sauce": the last noun is the thing.
        var isBeforeANoun = language is Language.English && mention.End < title.Count && !title.Breaks(mention.End)
            && all.Exists(other => other.Start == mention.End
                && other.Entry is { Kind: EntryKind.Thing or EntryKind.Noun, Weight: >= Weights.HeadOfThing });
        return score - (isBeforeANoun ? Weights.Complement : 0) - Lowering(title, mention, all);
    }

    // What the words before a noun take from it.
    private float Lowering(TitleWords title, Mention mention, List<Mention> all)
    {
        var place = mention.Start - 1;
        while (place >= 0 && !title.Breaks(place + 1) && CanStandBefore(title, place, all))
        {
            place--;
        }

        // "un atelier de céramique", "recettes avec un avocat": it is about what the broad word leads on to.
        if (place < 0 || title.Breaks(place + 1) || IsAfterABroadWord(title, place, all)
            || (place > 0 && char.IsAsciiDigit(title.Spelling(place - 1)[0])))
        {
            return 0;
        }

        var word = title.Spelling(place);
        return word switch
        {
            "avec" or "with" => Weights.Complement,
            _ when Grammar.Circumstance.Contains(word) => Weights.Circumstance,
            _ when IsComplement(title, place) => Weights.Complement,
            _ => 0,
        };
    }

    private static bool IsAfterABroadWord(TitleWords title, int place, List<Mention> all)
    {
        var end = place;
        while (end > 0 && !title.Breaks(end) && title.IsLittle(end - 1))
        {
            end--;
        }

        return all.Find(other => other.End == end) is { } before && IsBroad(before)
            && !all.Exists(other => other.Start < before.Start && !IsBroad(other));
    }

    private static bool IsBroad(Mention mention) =>
        mention.Entry is { IsBroad: true } or { Kind: EntryKind.Weak or EntryKind.Frame };

    private bool CanStandBefore(TitleWords title, int place, List<Mention> all)
    {
        var word = title.Spelling(place);
        return (Grammar.Article.Contains(word) && !IsComplement(title, place))
            || ((vocabulary.Quality(word) is not null || Wordings.IsEnglishQuality(word))
                && !all.Exists(other => place >= other.Start && place < other.End));
    }

    // "de" after a noun; at the head of a sentence it is an article.
    private static bool IsComplement(TitleWords title, int place) =>
        Grammar.Complement.Contains(title.Spelling(place)) && place > 0 && !title.IsLittle(place - 1);
}
