using Visuel.Composer.Words;

namespace Visuel.Composer.Pictograms;

/// <summary>The French and English names and tags of every pictogram: the second source, for words no concept explains.</summary>
internal sealed class KeywordIndex
{
    private readonly Dictionary<string, List<KeywordHit>> byStem = new(StringComparer.Ordinal);
    private readonly StopWords stopWords;

    public KeywordIndex(PictogramLibrary library, StopWords stopWords)
    {
        this.stopWords = stopWords;
        foreach (var pictogram in library.All)
        {
            Add(pictogram, pictogram.English);
            Add(pictogram, pictogram.French);
        }
    }

    /// <summary>What a word may mean, the surest first; ties in the order of the symbols.</summary>
    public IEnumerable<KeywordHit> Find(Word word)
    {
        if (!byStem.TryGetValue(word.Stem, out var hits))
        {
            return [];
        }

        // A word that names fifty pictograms names none of them.
        var rarity = 1 / MathF.Sqrt(1 + (hits.Count / 6f));
        return hits
            .Select(hit => hit with { Weight = hit.Weight * rarity })
            .OrderByDescending(hit => hit.Weight)
            .ThenBy(hit => hit.Pictogram.Symbol, StringComparer.Ordinal);
    }

    // Faces, gestures and signs carry many abstract tags ("new", "time", "love"), and seldom picture them well.
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

    private void Add(Pictogram pictogram, IReadOnlyList<string> words)
    {
        var best = new Dictionary<string, KeywordHit>(StringComparer.Ordinal);
        for (var i = 0; i < words.Count; i++)
        {
            var stems = WordSplitter.Split(words[i]).Where(word => !stopWords.Contains(word)).Select(word => word.Stem).Distinct(StringComparer.Ordinal).ToArray();
            var weight = GroupWeight(pictogram) * Weight(i == 0, stems.Length);
            foreach (var stem in stems)
            {
                if (!best.TryGetValue(stem, out var known) || known.Weight < weight)
                {
                    best[stem] = new KeywordHit(pictogram, weight, i == 0 && stems.Length == 1);
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
}
