namespace Visuel.Words;

/// <summary> Finds the words that a title denies: "sans sucre", "le train plutôt que l'avion", "sugar-free". A marker
/// denies the first word after it that is no stop word. Verbs such as "éviter" are no markers: "éviter le burn-out" is
/// about burn-out. </summary>
public sealed class Negations(StopWords stopWords)
{
    private const int Reach = 5;

    private static readonly string[][] Markers =
    [
        ["plutot", "que"], ["plutot", "qu"], ["au", "lieu"], ["pas", "de"], ["pas", "d"], ["moins", "de"],
        ["moins", "d"], ["rather", "than"], ["instead", "of"], ["free", "from"], ["no", "more"], ["loin", "de"],
        ["adieu"], ["fini"], ["goodbye"], ["sans"], ["ni"], ["zero"], ["without"], ["not"], ["no"], ["non"], ["less"],
    ];

    // "pas seulement les chats", "not only for dogs", "jamais sans mon café" deny nothing.
    private static readonly HashSet<string> Softeners =
        new(StringComparer.Ordinal) { "only", "just", "seulement", "que" };

    private static readonly HashSet<string> Doubles = new(StringComparer.Ordinal) { "jamais", "pas", "never", "not" };

    /// <summary>For each denied word's place, the place of the marker that denies it.</summary>
    public IReadOnlyDictionary<int, int> In(IReadOnlyList<Word> words)
    {
        var denied = new Dictionary<int, int>();
        for (var place = 0; place < words.Count; place++)
        {
            if (words[place] is { Text: "free", HyphenBefore: true } && place > 0)
            {
                denied[place - 1] = place;
            }

            var length = MarkerAt(words, place);
            if (length > 0 && DeniedAfter(words, place + length) is { } target)
            {
                denied.TryAdd(target, place);
            }
        }

        return denied;
    }

    private static int MarkerAt(IReadOnlyList<Word> words, int place)
    {
        if (place > 0 && Doubles.Contains(words[place - 1].Text))
        {
            return 0;
        }

        var marker = Array.Find(Markers, marker => Matches(marker, words, place));
        var after = place + (marker?.Length ?? 0);
        var softened = after < words.Count && Softeners.Contains(words[after].Text);
        return softened ? 0 : marker?.Length ?? 0;
    }

    private static bool Matches(string[] marker, IReadOnlyList<Word> words, int place)
    {
        if (place + marker.Length > words.Count)
        {
            return false;
        }

        return marker.Index()
            .All(part => string.Equals(words[place + part.Index].Text, part.Item, StringComparison.Ordinal));
    }

    private int? DeniedAfter(IReadOnlyList<Word> words, int start)
    {
        var end = Math.Min(words.Count, start + Reach);
        for (var place = start; place < end; place++)
        {
            if (!stopWords.Contains(words[place]))
            {
                return place;
            }
        }

        return null;
    }
}
