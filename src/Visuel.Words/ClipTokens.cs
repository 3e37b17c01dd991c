using System.Text;

namespace Visuel.Words;

/// <summary>
/// CLIP's byte-pair encoding, in which both text encoders of SDXL read a prompt: lower case, words cut into pieces that
/// the vocabulary knows. An encoder reads 75 tokens between its marks of start and end, and drops the rest without an
/// error. Source: openai/CLIP, <c>clip/simple_tokenizer.py</c>.
/// </summary>
public sealed class ClipTokens
{
    /// <summary>The tokens that an encoder reads.</summary>
    public const int Budget = 75;

    private const int Bytes = 256;

    // Of two neighbours the one that they become; a smaller number is merged first.
    private readonly Dictionary<(int Left, int Right), int> merges;
    private readonly int[] letters;

    /// <param name="lines">The vocabulary's 48,894 merges, "left right", the commonest first.</param>
    /// <exception cref="FormatException">A line is no pair of what the lines before made.</exception>
    public ClipTokens(IEnumerable<string> lines)
    {
        // The bytes that have a printed sign come first, as the vocabulary was made.
        int[] order = [.. Enumerable.Range(0, Bytes).OrderBy(letter => IsPrinted(letter) ? 0 : 1)];
        letters = new int[Bytes];
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var others = 0;
        foreach (var (place, letter) in order.Index())
        {
            var sign = (char)(IsPrinted(letter) ? letter : Bytes + others++);
            letters[letter] = place;
            ids[$"{sign}"] = place;
            ids[$"{sign}</w>"] = Bytes + place;
        }

        merges = [];
        foreach (var line in lines)
        {
            var gap = line.IndexOf(' ', StringComparison.Ordinal);
            if (gap < 0 || !ids.TryGetValue(line[..gap], out var left)
                || !ids.TryGetValue(line[(gap + 1)..], out var right))
            {
                throw new FormatException($"No merge of CLIP's vocabulary: line {merges.Count + 1}.");
            }

            merges.Add((left, right), ids.Count);
            ids.Add(line.Remove(gap, 1), ids.Count);
        }
    }

    /// <summary>The tokens of the vocabulary that is built in. Reading it takes a few hundred milliseconds.</summary>
    public static ClipTokens Read() => new(EmbeddedData.PackedLines("clip-merges.txt.br"));

    /// <summary>How many tokens a text takes, without the marks of start and end.</summary>
    public int Count(string text) => Encode(text).Count;

    /// <summary>The ids of a text's tokens, without the marks of start (49406) and end (49407).</summary>
    /// <param name="text">Composed (NFC).</param>
    public IReadOnlyList<int> Encode(string text)
    {
        var ids = new List<int>();
        var rest = text.ToLowerInvariant().AsSpan();
        while (!rest.IsEmpty)
        {
            var length = PieceOf(rest, out var isBlank);
            if (!isBlank)
            {
                ids.AddRange(Merge(rest[..length]));
            }

            rest = rest[length..];
        }

        return ids;
    }

    private List<int> Merge(ReadOnlySpan<char> piece)
    {
        var parts = new List<int>(piece.Length);
        foreach (var letter in Encoding.UTF8.GetBytes(piece.ToArray()))
        {
            parts.Add(letters[letter]);
        }

        parts[^1] += Bytes; // the end of a word
        while (parts.Count > 1)
        {
            var (best, at) = (int.MaxValue, 0);
            for (var i = 0; i + 1 < parts.Count; i++)
            {
                if (merges.TryGetValue((parts[i], parts[i + 1]), out var merged) && merged < best)
                {
                    (best, at) = (merged, i);
                }
            }

            if (best == int.MaxValue)
            {
                break;
            }

            parts[at] = best;
            parts.RemoveAt(at + 1);
        }

        return parts;
    }

    // An English ending ('s, 'll), letters, one digit, or signs.
    private static int PieceOf(ReadOnlySpan<char> text, out bool isBlank)
    {
        isBlank = false;
        if (EndingOf(text) is > 0 and var ending)
        {
            return ending;
        }

        var kind = KindAt(text, out var length);
        isBlank = kind is Kind.Blank;
        while (kind is not (Kind.Number or Kind.Blank) && length < text.Length
            && KindAt(text[length..], out var more) == kind)
        {
            length += more;
        }

        return length;
    }

    private static int EndingOf(ReadOnlySpan<char> text) => text switch
    {
        ['\'', 's' or 't' or 'm' or 'd', ..] => 2,
        ['\'', 'r' or 'v', 'e', ..] or ['\'', 'l', 'l', ..] => 3,
        _ => 0,
    };

    private static Kind KindAt(ReadOnlySpan<char> text, out int length)
    {
        _ = Rune.DecodeFromUtf16(text, out var rune, out length);
        return Rune.IsWhiteSpace(rune) ? Kind.Blank
            : Rune.IsLetter(rune) ? Kind.Letter
            : Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.DecimalDigitNumber
                or System.Globalization.UnicodeCategory.LetterNumber
                or System.Globalization.UnicodeCategory.OtherNumber ? Kind.Number
            : Kind.Sign;
    }

    private static bool IsPrinted(int letter) => letter is (>= 33 and <= 126) or (>= 161 and <= 172) or >= 174;

    private enum Kind
    {
        Blank,
        Letter,
        Number,
        Sign,
    }
}
