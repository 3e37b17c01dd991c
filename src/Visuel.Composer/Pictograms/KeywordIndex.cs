using Visuel.Words;

namespace Visuel.Composer.Pictograms;

/// <summary>The French and English names and tags of every pictogram. They are used for words that belong to no
/// concept.</summary>
internal sealed class KeywordIndex
{
    // The share that a word counts which is not the head of a name of several words.
    private const float BesideHead = .5f;

    private readonly Dictionary<string, List<Entry>> byStem = new(StringComparer.Ordinal);
    private readonly StopWords stopWords;

    public KeywordIndex(PictogramLibrary library, StopWords stopWords)
    {
        this.stopWords = stopWords;
        foreach (var pictogram in library.All)
        {
            Add(pictogram, pictogram.English, Language.English);
            Add(pictogram, pictogram.French, Language.French);
        }
    }

    /// <summary>The pictograms that a word may mean, by weight, then by symbol.</summary>
    /// <param name="language">The language of the text. A name in the other language must be written alike, or
    /// "dressées" would be a dress.</param>
    public IEnumerable<KeywordHit> Find(Word word, Language language)
    {
        if (!byStem.TryGetValue(word.Stem, out var entries))
        {
            return [];
        }

        var hits = entries.Where(entry => !entry.Language.IsForeignIn(language) || entry.Word.IsWrittenLike(word))
            .Where(entry => !Accents.Part(word, entry.Word))
            .Select(entry => entry.Hit).ToList();

        // A word says less about each pictogram, the more pictograms it names.
        var rarity = 1 / MathF.Sqrt(1 + (hits.Count / 6f));
        return hits
            .Select(hit => hit with { Weight = hit.Weight * rarity })
            .OrderByDescending(hit => hit.Weight)
            .ThenBy(hit => hit.Pictogram.Symbol, StringComparer.Ordinal);
    }

    // Faces, gestures and signs have many abstract tags ("new", "time", "love") that they seldom illustrate well.
    private static float GroupWeight(Pictogram pictogram) => pictogram.Group switch
    {
        PictogramGroup.Faces => .25f,
        PictogramGroup.People => .45f,
        PictogramGroup.Symbols => .35f,
        _ => 1,
    };

    private static float Weight(bool isLabel, int words) => (isLabel, words) switch
    {
        (true, 1) => 4,
        (true, _) => .4f + (2.4f / words),
        (false, 1) => 1,
        (false, _) => .35f,
    };

    // The head of "empty nest" is "nest". French puts the head first, English last.
    private static bool IsHead(int place, int count, Language language) =>
        place == (language is Language.French ? 0 : count - 1);

    private void Add(Pictogram pictogram, IReadOnlyList<string> words, Language language)
    {
        var best = new Dictionary<string, Entry>(StringComparer.Ordinal);
        for (var i = 0; i < words.Count; i++)
        {
            var parts = WordSplitter.Split(words[i]).Where(word => !stopWords.Contains(word))
                .DistinctBy(word => word.Stem, StringComparer.Ordinal).ToArray();
            var whole = GroupWeight(pictogram) * Weight(i == 0, parts.Length);
            foreach (var (place, part) in parts.Index())
            {
                var weight = IsHead(place, parts.Length, language) ? whole : whole * BesideHead;
                if (!best.TryGetValue(part.Stem, out var known) || known.Hit.Weight < weight)
                {
                    best[part.Stem] = new Entry(
                        new KeywordHit(pictogram, weight, i == 0 && parts.Length == 1), language, part);
                }
            }
        }

        foreach (var (stem, hit) in best)
        {
            if (!byStem.TryGetValue(stem, out var hits))
            {
                byStem[stem] = hits = [];
            }

            hits.Add(hit);
        }
    }

    private sealed record Entry(KeywordHit Hit, Language Language, Word Word);
}
