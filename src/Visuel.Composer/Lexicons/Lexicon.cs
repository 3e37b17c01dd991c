using Visuel.Words;

namespace Visuel.Composer.Lexicons;

/// <summary>Finds the concepts of a text. The longest phrases are found first, and each word is used once.</summary>
internal sealed class Lexicon
{
    private readonly Dictionary<string, List<Trigger>> byFirstStem;
    private readonly Dictionary<string, Concept> byId;

    public Lexicon()
    {
        Triggers = [.. LexiconReader.Read()];
        byId = Triggers.Select(trigger => trigger.Concept).Distinct()
            .ToDictionary(concept => concept.Id, StringComparer.Ordinal);
        byFirstStem = Triggers
            .GroupBy(trigger => trigger.Stems[0], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
    }

    public IReadOnlyList<Trigger> Triggers { get; }

    /// <summary>The concept of this id, or null.</summary>
    public Concept? ConceptOf(string id) => byId.GetValueOrDefault(id);

    /// <param name="words">A text's words, in order.</param>
    /// <param name="denied">From <see cref="Negations"/>.</param>
    /// <param name="used">Set where a word was used by a concept, denied or not.</param>
    public IReadOnlyList<Mention> Find(
        IReadOnlyList<Word> words,
        Language language,
        IReadOnlyDictionary<int, int> denied,
        bool[] used)
    {
        var candidates = new List<(Trigger Trigger, int[] Places)>();
        for (var start = 0; start < words.Count; start++)
        {
            if (byFirstStem.TryGetValue(words[start].Stem, out var triggers))
            {
                candidates.AddRange(
                    from trigger in triggers
                    where trigger.Speaks(language)
                        && (trigger.Words.Count > 1 || !Accents.Part(words[start], trigger.Words[0]))
                    let places = Match(trigger, words, start, trigger.IsForeign(language))
                    where places is not null
                    select (trigger, places));
            }
        }

        var mentions = new List<Mention>();
        var longestFirst = candidates
            .OrderByDescending(candidate => candidate.Places.Length)
            .ThenByDescending(candidate => candidate.Trigger.Language == language);
        foreach (var (trigger, places) in longestFirst)
        {
            if (places.Any(place => used[place]))
            {
                continue;
            }

            foreach (var place in places)
            {
                used[place] = true;
            }

            // In "paiement sans contact" the marker is part of the phrase, so it denies nothing.
            var isDenied = places.Any(place => denied.TryGetValue(place, out var marker) && !places.Contains(marker));
            mentions.Add(new Mention(trigger.Concept, places[0], places.Length, isDenied));
        }

        return mentions;
    }

    /// <summary>The places of a phrase's words from <paramref name="start"/> on, without the joining words between
    /// them; null where the phrase is not there.</summary>
    private static int[]? Match(Trigger trigger, IReadOnlyList<Word> words, int start, bool isExact)
    {
        var places = new int[trigger.Words.Count];
        var place = start;
        for (var i = 0; i < places.Length; i++, place++)
        {
            while (i > 0 && place < words.Count && WordSplitter.IsJoiner(words[place])
                && !Same(words[place], trigger.Words[i], isExact))
            {
                place++;
            }

            if (place >= words.Count || !Same(words[place], trigger.Words[i], isExact))
            {
                return null;
            }

            places[i] = place;
        }

        return places;
    }

    private static bool Same(Word word, Word wanted, bool isExact) =>
        word.IsFormOf(wanted) && (!isExact || word.IsWrittenLike(wanted));
}
