using SkiaSharp;

namespace Visuel.Composer.Lettering;

/// <summary>A title set in a box, at the largest size at which it fits.</summary>
/// <param name="Lines">The lines, at most three.</param>
/// <param name="Size">The size of the letters, in pixels.</param>
internal sealed record TitleBlock(IReadOnlyList<string> Lines, float Size)
{
    private const float Largest = 92;
    private const float Smallest = 38;
    private const float Step = 3;
    private const int MostLines = 3;

    /// <summary>The distance from one line to the next, as a multiple of the size.</summary>
    public const float Leading = 1.18f;

    /// <summary>The height of all lines, in pixels.</summary>
    public float Height => Lines.Count * Size * Leading;

    /// <summary>Sets the words into a width and height. Where even the smallest letters are too large, long words are
    /// split and the end is cut.</summary>
    public static TitleBlock Set(IReadOnlyList<string> words, TitleFont font, float width, float height, float unit)
    {
        foreach (var mayBeShort in (bool[])[false, true])
        {
            for (var size = Largest; size >= Smallest; size -= Step)
            {
                if (TrySet(words, font, width, height, size * unit, mayBeShort) is { } block)
                {
                    return block;
                }
            }
        }

        using var smallest = font.At(Smallest * unit);
        var whole = words.SelectMany(word => Split(word, smallest, width)).ToList();
        for (var kept = whole.Count; kept > 1; kept--)
        {
            var some = kept == whole.Count
                ? whole
                : [.. whole.Take(kept - 1), $"{whole[kept - 1].TrimEnd('-', ',', '.', ':', ';')}…"];
            if (TrySet(some, font, width, height, Smallest * unit, mayBeShort: true) is { } block)
            {
                return block;
            }
        }

        return new TitleBlock([whole[0]], Smallest * unit);
    }

    private static TitleBlock? TrySet(
        IReadOnlyList<string> words, TitleFont font, float width, float height, float size, bool mayBeShort)
    {
        using var letters = font.At(size);
        var most = Math.Min(MostLines, (int)(height / (size * Leading)));
        return most > 0 && words.All(word => letters.MeasureText(word) <= width)
            && LineBreaker.Break(words, text => letters.MeasureText(text), width, most, mayBeShort) is { } lines
            ? new TitleBlock(lines, size)
            : null;
    }

    private static IEnumerable<string> Split(string word, SKFont letters, float width)
    {
        while (letters.MeasureText(word) > width)
        {
            var length = word.Length - 1;
            while (length > 1
                && (letters.MeasureText($"{word[..length]}-") > width || char.IsHighSurrogate(word[length - 1])))
            {
                length--;
            }

            yield return $"{word[..length]}-";
            word = word[length..];
        }

        yield return word;
    }
}
