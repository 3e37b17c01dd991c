using System.Text.RegularExpressions;

namespace Visuel.Words;

/// <summary>Cuts a text into words. Elisions (d', l', qu') and hyphens separate.</summary>
public static class WordSplitter
{
    // Later words change the picture no more. The limit also bounds the work for a whole page of text.
    private const int LongestText = 2000;
    private const int LongestWord = 40;

    private static readonly Regex Letters =
        new(@"[\p{L}\p{Mn}\p{Nd}]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    // Little words between the words of a phrase: "agence de voyage" and "agence voyages" are one trigger.
    private static readonly HashSet<string> Joiners = new(StringComparer.Ordinal)
    {
        "de", "d", "du", "des", "a", "au", "aux", "la", "le", "les", "l", "of", "un", "une",
    };

    public static IReadOnlyList<Word> Split(string text)
    {
        var words = new List<Word>();
        var read = text.Length > LongestText ? text[..LongestText] : text;
        var end = 0;
        foreach (Match match in Letters.Matches(read))
        {
            // Checked before folding, which would turn "thé" into "the" as well.
            if (match.Value.Equals("the", StringComparison.OrdinalIgnoreCase) || match.Length > LongestWord)
            {
                continue;
            }

            var folded = Folding.Fold(match.Value);
            words.Add(new Word(
                folded, Stemmer.Stem(folded), match.Value, match.Value.ToLowerInvariant(), read[end..match.Index],
                EndsInAcute(match.ValueSpan)));
            end = match.Index + match.Length;
        }

        return words;
    }

    public static bool IsJoiner(Word word) => Joiners.Contains(word.Text);

    private static bool EndsInAcute(ReadOnlySpan<char> word)
    {
        var end = word.TrimEnd("sS");
        return end is [.., 'é' or 'É'] or [.., 'é' or 'É', 'e' or 'E'];
    }
}
