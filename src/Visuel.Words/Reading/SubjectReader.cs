namespace Visuel.Words;

/// <summary>Reads from a title what can be shown of it.</summary>
public sealed class SubjectReader
{
    private const int MostOthers = 3;

    // A longer French text is no description that can be put into English word for word.
    private const int MostDescribed = 40;

    private const float LeastCompanion = 1.6f;

    // Below this, the description is asked.
    private const float LeastByItself = 1.3f;

    // Two readings as close as this are a choice.
    private const float Close = .3f;

    private static readonly Lazy<SubjectReader> Embedded = new(() => new SubjectReader(Vocabulary.Shared));

    private readonly Vocabulary vocabulary;
    private readonly MentionFinder finder;
    private readonly Wordings wordings;

    /// <summary>A reader that knows these words.</summary>
    public SubjectReader(Vocabulary vocabulary)
    {
        this.vocabulary = vocabulary;
        finder = new MentionFinder(vocabulary, new Negations(new StopWords()));
        wordings = new Wordings(vocabulary);
    }

    /// <summary>The one that knows <see cref="Vocabulary.Shared"/>.</summary>
    public static SubjectReader Shared => Embedded.Value;

    /// <summary>What is to be shown.</summary>
    /// <param name="title">The title, or the user's own words.</param>
    /// <param name="description">More about it, or null. It only tells meanings apart, and names the subject where the
    /// title names none.</param>
    /// <param name="isLiteral">Whether the title describes the picture, so that all of it is to be shown.</param>
    public PictureSubject Read(string title, string? description, bool isLiteral)
    {
        var words = new TitleWords(title);
        if (words.Count == 0)
        {
            return PictureSubject.Nothing;
        }

        var language = LanguageOf(title, words);
        var (said, denied) = finder.Find(words, language, Context(words, description));
        if (isLiteral && Literally(title, words, said, language) is { } described)
        {
            return described with { Denied = [.. denied.Select(AsItIs)] };
        }

        var isWeak = said.Count == 0 || said.Max(mention => mention.Score) < LeastByItself;
        if (isWeak && description is { Length: > 0 }
            && Read(description, description: null, isLiteral: false) is { Subject: not null } more)
        {
            return more with { Confidence = Lower(more.Confidence) };
        }

        return Compose(words, said, denied, language);
    }

    private PictureSubject Compose(
        TitleWords words, IReadOnlyList<Mention> said, IReadOnlyList<Mention> denied, Language language)
    {
        var ranked = said.Where(mention => mention.Entry.Kind is not EntryKind.Place)
            .OrderByDescending(mention => mention.Score).ToList();
        var place = said.FirstOrDefault(mention => mention.Entry.Kind is EntryKind.Place);
        if (ranked.Count == 0 || (place is not null && ranked[0].Entry.Kind is EntryKind.Weak))
        {
            return place is null
                ? PictureSubject.Nothing with { Denied = [.. denied.Select(AsItIs)] }
                : new PictureSubject(
                    new Shown($"view of {place.Entry.English}", place.Entry.French), IsScene: true, Companion: null,
                    Place: null, "travel", Confidence.Likely, Others(ranked, words, said, language), []);
        }

        var head = ranked[0];
        var companion = ranked.Skip(1).FirstOrDefault(other => IsBeside(words, head, other));
        var where = companion is null
            ? ranked.Skip(1).FirstOrDefault(other => IsAround(words, head, other))
            : null;
        var subject = wordings.Of(words, head, said, language);
        var isDressed = !string.Equals(subject.English, head.Entry.English, StringComparison.Ordinal);
        var scene = companion is null && where is null && !isDressed ? head.Entry.Scene : null;
        return new PictureSubject(
            scene is null ? subject : new Shown(scene, head.Entry.FrenchScene),
            scene is not null || head.Entry.Kind is not (EntryKind.Thing or EntryKind.Noun),
            companion is null ? null : wordings.Of(words, companion, said, language),
            Where(place, where),
            head.Entry.Domain,
            ConfidenceOf(words, head, ranked),
            Others(ranked.Skip(1), words, said, language),
            [.. denied.Select(AsItIs)])
        {
            ShowsPeople = head.Entry.ShowsPeople || companion?.Entry.ShowsPeople is true,
        };
    }

    private PictureSubject? Literally(
        string title, TitleWords words, IReadOnlyList<Mention> said, Language language)
    {
        var domain = said.MaxBy(mention => mention.Score)?.Entry.Domain ?? "";
        var described = language is Language.English
            ? new Shown(title.Trim().TrimEnd('.', '!'), French: null)
            : words.Count <= MostDescribed && LiteralGloss.Of(words, said, vocabulary, wordings) is { } gloss
                ? new Shown(gloss, title.Trim())
                : null;
        return described is null
            ? null
            : new PictureSubject(
                described, IsScene: true, Companion: null, Place: null, domain, Confidence.Likely, [], [])
            {
                IsDescription = true,
                ShowsPeople = People.AreIn(described.English),
            };
    }

    private Language LanguageOf(string title, TitleWords words)
    {
        var guess = LanguageGuess.Of(title, words.Words);
        if (guess is not Language.Unsure)
        {
            return guess;
        }

        var places = Enumerable.Range(0, words.Count)
            .Where(place => !words.IsLittle(place) && !words.IsName(place)).ToList();
        var (french, english) = (Known(Language.French), Known(Language.English));
        return english > french ? Language.English : Language.French;

        int Known(Language language) => places.Count(place => vocabulary.Knows(words, place, language));
    }

    private static TitleContext Context(TitleWords words, string? description)
    {
        var all = Enumerable.Range(0, words.Count).Select(words.Singular).ToHashSet(StringComparer.Ordinal);
        var more = WordSplitter.Split(description ?? "");
        all.UnionWith(more.Select(word => Inflection.Singular(word.Spelling)));
        return new TitleContext(all, words.IsWithoutAccents && all.All(word => word.All(char.IsAscii)));
    }

    // "des crêpes et du cidre", "guitare + piano": shown beside the first. What "de" adds is not.
    private static bool IsBeside(TitleWords words, Mention head, Mention other)
    {
        var (first, second) = head.Start < other.Start ? (head, other) : (other, head);
        var between = Enumerable.Range(first.End, second.Start - first.End).ToList();
        var sign = words.Words[second.Start].Before;
        return CanBeShownWith(head, other) && other.Score > LeastCompanion && between.Count <= 3
            && (between.Exists(place => words.Spelling(place) is "et" or "and" or "avec" or "with")
                || (between.Count == 0 && sign.AsSpan().IndexOfAny("+&,") >= 0))
            && between.TrueForAll(words.IsLittle);
    }

    // "un potager sur le balcon": where it is.
    private static bool IsAround(TitleWords words, Mention head, Mention other) =>
        other.Start > head.Start && CanBeShownWith(head, other) && other.Entry.Kind is EntryKind.Thing
        && Enumerable.Range(head.End, other.Start - head.End).ToList() is [var first, ..] between
        && between.Count <= 3 && Grammar.Inside.Contains(words.Spelling(first)) && between.TrueForAll(words.IsLittle)
        && other.Entry.Domain is "home" or "garden" or "nature" or "city" or "travel" or "food" or "office";

    private static bool CanBeShownWith(Mention head, Mention other) =>
        head.Entry.Kind is EntryKind.Thing or EntryKind.Noun or EntryKind.Occasion
        && other.Entry is { Kind: EntryKind.Thing or EntryKind.Noun, IsBroad: false }
        && !Shares(head.Entry.English, other.Entry.English);

    private static bool Shares(string one, string other)
    {
        string[] words = other.Split(' ');
        return one.Split(' ').Any(word => word.Length > 3 && words.Contains(word, StringComparer.OrdinalIgnoreCase));
    }

    private static Shown? Where(Mention? place, Mention? around) => (place, around) switch
    {
        ({ } town, _) => new Shown($"in {town.Entry.English}", town.Entry.French),
        (_, { } thing) => AsItIs(thing),
        _ => null,
    };

    private static Confidence ConfidenceOf(TitleWords words, Mention head, List<Mention> ranked)
    {
        var isNamed = head.Entry.Kind is EntryKind.Figure or EntryKind.Occasion
            || head.Entry is { Kind: EntryKind.Thing, IsBroad: false };
        if (!isNamed)
        {
            return head.Entry.Kind is EntryKind.Weak ? Confidence.Unsure : Confidence.Likely;
        }

        var isRivalled = ranked.Skip(1).Any(other =>
            other.Entry.Kind is EntryKind.Thing or EntryKind.Figure or EntryKind.Occasion
            && head.Score - other.Score < Close && !IsBeside(words, head, other) && !IsAround(words, head, other));
        return head.IsGuess || isRivalled ? Confidence.Likely : Confidence.Sure;
    }

    private List<Shown> Others(
        IEnumerable<Mention> mentions, TitleWords words, IReadOnlyList<Mention> said, Language language) =>
    [
        .. mentions.Where(mention => mention.Entry.Kind is not EntryKind.Weak)
            .Select(mention => wordings.Of(words, mention, said, language)).Distinct().Take(MostOthers),
    ];

    private static Shown AsItIs(Mention mention) => new(mention.Entry.English, mention.Entry.French);

    private static Confidence Lower(Confidence confidence) =>
        confidence is Confidence.Sure ? Confidence.Likely : Confidence.Unsure;
}
