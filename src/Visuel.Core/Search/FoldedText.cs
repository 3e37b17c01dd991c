using System.Text;

namespace Visuel.Core.Search;

/// <summary>
/// Text as a search compares it: lower case, without accents, and with one sign for all signs that people mistake for
/// each other. Stores keep it beside the text. A character folds alike wherever it stands, so a part of a text folds to
/// a part of the folded text.
/// </summary>
public static class FoldedText
{
    // The longest compatibility decomposition of one character (U+FDFA) has 18.
    private const int MostParts = 18;

    // Almost all that is folded is Latin: it is looked up. 0x250 is the end of Latin Extended-B.
    private static readonly string[] Latin = [.. Enumerable.Range(0, 0x250).Select(code => Fold(new Rune(code)))];

    /// <summary>The texts folded, in order, a blank between them. Null and blank texts leave nothing.</summary>
    public static string Of(params ReadOnlySpan<string?> texts)
    {
        var folded = new StringBuilder();
        foreach (var text in texts)
        {
            foreach (var rune in (text ?? "").EnumerateRunes())
            {
                Append(folded, rune.Value < Latin.Length ? Latin[rune.Value] : Fold(rune));
            }

            Append(folded, FoldedSigns.Blank);
        }

        return folded.ToString().TrimEnd(' ');
    }

    // Several blanks are one, and none is the first.
    private static void Append(StringBuilder folded, string part)
    {
        foreach (var sign in part)
        {
            if (sign != ' ' || (folded.Length > 0 && folded[^1] != ' '))
            {
                folded.Append(sign);
            }
        }
    }

    private static string Fold(Rune rune)
    {
        if (FoldedSigns.Find(rune) is { } sign)
        {
            return sign;
        }

        Span<char> whole = stackalloc char[2];
        Span<char> parts = stackalloc char[MostParts];
        whole[..rune.EncodeToUtf16(whole)].TryNormalize(parts, out var length, NormalizationForm.FormKD);
        var folded = new StringBuilder(length);
        foreach (var part in parts[..length].EnumerateRunes())
        {
            folded.Append(FoldedSigns.Find(part) ?? FoldedSigns.Letter(Rune.ToLowerInvariant(part)));
        }

        return folded.ToString();
    }
}
