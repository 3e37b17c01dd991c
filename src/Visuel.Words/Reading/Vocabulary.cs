namespace Visuel.Words;

/// <summary>All phrases that can be shown, French and English.</summary>
public sealed class Vocabulary
{
    /// <summary>The most words of a title that are looked up as one phrase, little words included.</summary>
    internal const int LongestPhrase = 7;

    private const int LongestKey = 160;

    private static readonly Lazy<Vocabulary> Embedded = new(() => new Vocabulary());

    // As they are spelled; in the singular; in the singular without accents; with their little words.
    private readonly Dictionary<string, Entry> spelled = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Entry> singular = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Entry> plain = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Entry> whole = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Entry> english = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Entry> topics = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Senses> senses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> qualities = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> acts = new(StringComparer.Ordinal);

    private Vocabulary()
    {
        // What comes first stays: things before the forms of verbs, so that "cuisine" is the room.
        foreach (var sense in WordData.AllSenses())
        {
            AddSenses(sense);
        }

        var things = WordData.AllThings().ToList();
        foreach (var (names, entry) in things)
        {
            AddEach(names, entry);
            AddEach(names.SelectMany(Inflection.Feminine), entry);
            english.TryAdd(EnglishNouns.Key(entry.English), entry with { Weight = Weights.Thing });
        }

        foreach (var part in things.Select(thing => EnglishNouns.PartOf(thing.Entry)).OfType<Entry>())
        {
            english.TryAdd(EnglishNouns.Key(part.English), part);
        }

        var ideas = WordData.AllIdeas().ToList();
        foreach (var (triggers, entry) in ideas)
        {
            AddEach(triggers, entry);
            AddTopics(triggers, entry);
        }

        foreach (var (name, place) in WordData.AllPlaces())
        {
            AddPlace(name, new Entry(EntryKind.Place, place, Scene: null, name, "travel", Weights.Place));
        }

        foreach (var (triggers, entry) in ideas)
        {
            AddEach(triggers.SelectMany(Conjugated), entry);
            AddTopics(triggers.SelectMany(Conjugated), entry);
        }

        foreach (var (name, word) in WordData.AllQualities())
        {
            AddForms(qualities, Inflection.Adjective(name), word);
        }

        foreach (var (name, word) in WordData.AllActs())
        {
            AddForms(acts, Inflection.Verb(name), word);
        }

        foreach (var line in EmbeddedFiles.PackedLines(typeof(Vocabulary).Assembly, "english-nouns.tsv.br"))
        {
            var noun = EnglishNouns.Read(line);
            english.TryAdd(EnglishNouns.Key(noun.English), noun);
        }
    }

    /// <summary>The one of the files built into this assembly. Loading it takes about a second; it is loaded
    /// once.</summary>
    public static Vocabulary Shared => Embedded.Value;

    /// <summary>How many phrases it knows.</summary>
    public int Count => spelled.Count + whole.Count + english.Count;

    /// <summary>An adjective in English, or null.</summary>
    internal string? Quality(string word) => qualities.GetValueOrDefault(word);

    /// <summary>A verb in English, or null.</summary>
    internal string? Act(TitleWords title, int place) =>
        acts.GetValueOrDefault(title.Spelling(place)) ?? acts.GetValueOrDefault(title.Singular(place));

    /// <summary>The meanings of a word that has several, or null.</summary>
    internal Senses? SensesOf(TitleWords title, int place) =>
        senses.GetValueOrDefault(title.Spelling(place)) ?? senses.GetValueOrDefault(title.Singular(place));

    /// <summary>Whether a word is known in French, or in English.</summary>
    internal bool Knows(TitleWords title, int place, Language language) =>
        Find(title, place, 1, language) is { Kind: EntryKind.Thing or EntryKind.Noun or EntryKind.Occasion }
        || (language is Language.French && qualities.ContainsKey(title.Spelling(place)));

    /// <summary>What the words of a title from a place on are, or null. Little words among them do not
    /// count.</summary>
    internal Entry? Find(TitleWords title, int start, int length, Language language)
    {
        var isLittleAtAnEnd = title.IsLittle(start) || title.IsLittle(start + length - 1);
        if (title.BreaksWithin(start, length) || (length == 1 && isLittleAtAnEnd))
        {
            return null;
        }

        var real = Enumerable.Range(start, length).Count(place => !title.IsLittle(place));
        if (isLittleAtAnEnd || (real == 1 && length > 1))
        {
            return Look(whole, title, start, length, title.Spelling, withLittle: true);
        }

        var found = language is Language.English
            ? FindEnglish(title, start, length)
            : FindFrench(title, start, length);
        return real == 1 && IsOfTheOtherLanguage(found, title.Spelling(start), language) ? null : found;
    }

    private Entry? FindFrench(TitleWords title, int start, int length) =>
        Look(spelled, title, start, length, title.Spelling)
        ?? Look(singular, title, start, length, title.Singular)
        ?? (title.IsWithoutAccents && !(length == 1 && Accents.Decide(title.Words[start]))
            ? Look(plain, title, start, length, title.Plain)
            : null);

    private Entry? FindEnglish(TitleWords title, int start, int length)
    {
        var last = start + length - 1;
        return Look(topics, title, start, length, title.Spelling)
            ?? Look(topics, title, start, length, title.Singular)
            ?? (Look(spelled, title, start, length, title.Spelling) is { Kind: EntryKind.Place } place ? place : null)
            ?? Look(english, title, start, length, AsKey);

        string AsKey(int place) =>
            place == last ? Inflection.EnglishSingular(title.Spelling(place)) : title.Spelling(place);
    }

    private static bool IsOfTheOtherLanguage(Entry? found, string word, Language language) =>
        found is { Kind: not (EntryKind.Thing or EntryKind.Noun) }
        && (language is Language.English ? Grammar.FrenchOnly : Grammar.EnglishOnly).Contains(word);

    private static Entry? Look(
        Dictionary<string, Entry> phrases, TitleWords title, int start, int length, Func<int, string> form,
        bool withLittle = false)
    {
        Span<char> key = stackalloc char[LongestKey];
        var end = 0;
        for (var place = start; place < start + length; place++)
        {
            if (!withLittle && title.IsLittle(place))
            {
                continue;
            }

            var word = form(place);
            if (end + word.Length + 1 > LongestKey)
            {
                return null;
            }

            if (end > 0)
            {
                key[end++] = ' ';
            }

            word.CopyTo(key[end..]);
            end += word.Length;
        }

        return phrases.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key[..end], out var entry) ? entry : null;
    }

    private void AddSenses(Senses word)
    {
        senses[Inflection.Singular(word.Word)] = word;
        senses[word.Word] = word;
        var usual = new Entry(
            EntryKind.Thing, word.Usual.English, Scene: null, word.Usual.French, "", Weights.UsualSense);
        Add(word.Word, usual);
    }

    // Only as it is written, with or without its accents: "never" is not Nevers.
    private void AddPlace(string name, Entry entry)
    {
        var spelling = DataPhrase.Of(name.ToLowerInvariant()).Key(static word => word);
        spelled.TryAdd(spelling, entry);
        spelled.TryAdd(Folding.Fold(spelling), entry);
    }

    // English titles use them whatever French word is written alike.
    private void AddTopics(IEnumerable<string> triggers, Entry entry)
    {
        foreach (var cut in triggers.Select(DataPhrase.Of).Where(cut => cut.Real > 0 && !cut.IsOneWithLittleOnes))
        {
            var found = entry with { Weight = entry.Weight + (Weights.FurtherWord * (cut.Real - 1)) };
            topics.TryAdd(cut.Key(static word => word), found);
            topics.TryAdd(cut.Key(Inflection.Singular), found);
        }
    }

    private void AddEach(IEnumerable<string> phrases, Entry entry)
    {
        foreach (var phrase in phrases)
        {
            Add(phrase, entry);
        }
    }

    private void Add(string phrase, Entry entry)
    {
        var cut = DataPhrase.Of(phrase);
        if (cut.Real == 0 || cut.IsOneWithLittleOnes)
        {
            whole.TryAdd(cut.Whole, entry);
            return;
        }

        var found = cut.Real == 1
            ? entry
            : entry with { Weight = entry.Weight + (Weights.FurtherWord * (cut.Real - 1)) };
        var spelling = cut.Key(static word => word);
        var key = cut.Key(Inflection.Singular);
        spelled.TryAdd(spelling, found);
        singular.TryAdd(key, found);
        plain.TryAdd(Folding.Fold(key), found);
    }

    // Every real word that is a verb in every form.
    private static IEnumerable<string> Conjugated(string trigger)
    {
        IEnumerable<string> all = [""];
        foreach (var word in trigger.Split(' '))
        {
            string[] forms = Grammar.Little.Contains(word) ? [word] : [.. Inflection.Verb(word)];
            all = [.. all.SelectMany(head => forms.Select(form => head.Length == 0 ? form : $"{head} {form}"))];
        }

        return all;
    }

    private static void AddForms(Dictionary<string, string> words, IEnumerable<string> forms, string english)
    {
        foreach (var form in forms)
        {
            words.TryAdd(form, english);
        }
    }
}
