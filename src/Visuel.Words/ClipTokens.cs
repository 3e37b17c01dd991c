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
    private const int Taken = -1;

    private static readonly Lazy<ClipTokens> BuiltIn =
        new(() => new ClipTokens(EmbeddedFiles.PackedLines(typeof(ClipTokens).Assembly, "clip-merges.txt.br")));

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

    /// <summary>The tokens of the vocabulary that is built in. It is read at the first use, which takes a tenth of a
    /// second.</summary>
    public static ClipTokens Shared => BuiltIn.Value;

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

    // The pair that the vocabulary ranks first becomes one part, the leftmost of equal ones, until none is left. The
    // pairs wait in a queue, so that the time grows with the length of a piece and not with its square.
    private List<int> Merge(ReadOnlySpan<char> piece)
    {
        int[] parts = [.. Encoding.UTF8.GetBytes(piece.ToArray()).Select(letter => letters[letter])];
        parts[^1] += Bytes; // the end of a word
        int[] before = [.. Enumerable.Range(-1, parts.Length)];
        int[] after = [.. Enumerable.Range(1, parts.Length)];
        var pairs = new PriorityQueue<(int At, int Merged), (int Merged, int At)>();
        for (var at = 0; at < parts.Length; at++)
        {
            Queue(at);
        }

        while (pairs.TryDequeue(out var pair, out _))
        {
            var (at, merged) = pair;
            if (Pair(at) != merged)
            {
                continue; // one of the two has become part of another
            }

            var taken = after[at];
            (parts[at], parts[taken], after[at]) = (merged, Taken, after[taken]);
            if (after[at] < parts.Length)
            {
                before[after[at]] = at;
            }

            Queue(at);
            Queue(before[at]);
        }

        return [.. parts.Where(part => part != Taken)];

        int? Pair(int at) => at >= 0 && after[at] < parts.Length
            && merges.TryGetValue((parts[at], parts[after[at]]), out var merged) ? merged : null;

        void Queue(int at)
        {
            if (Pair(at) is { } merged)
            {
                pairs.Enqueue((at, merged), (merged, at));
            }
        }
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
            : Rune.IsNumber(rune) ? Kind.Number
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
