using System.Globalization;
using System.Text;
using Visuel.Core.Search;

namespace Visuel.Core.Library;

/// <summary>What a downloaded image is called: <c>buche-au-chocolat-instagram-1080x1350</c>.</summary>
public static class DownloadName
{
    private const int LongestTitle = 60;

    /// <summary>The name without its ending: words in lower case without accents, and the size, parted by
    /// hyphens.</summary>
    /// <param name="title">What the image is for, or its prompt; null or empty for neither.</param>
    /// <param name="channel">Where it is to appear, or null.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    public static string Of(string? title, string? channel, int width, int height)
    {
        var words = Cut(Hyphenated(title));
        var size = string.Create(CultureInfo.InvariantCulture, $"{width}x{height}");
        return string.Join('-', new[] { words.Length == 0 ? "image" : words, channel, size }.OfType<string>());
    }

    private static string Hyphenated(string? title)
    {
        var words = new StringBuilder();
        foreach (var rune in FoldedText.Of(title).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || (words.Length > 0 && Rune.GetUnicodeCategory(rune) is
                UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark))
            {
                words.Append(rune);
            }
            else if (words.Length > 0 && words[^1] != '-')
            {
                words.Append('-');
            }
        }

        // Folding leaves ガ and 한 in parts.
        return words.ToString().Trim('-').Normalize(NormalizationForm.FormC);
    }

    // Between two words, unless the first is longer already.
    private static string Cut(string words)
    {
        if (words.Length <= LongestTitle)
        {
            return words;
        }

        var end = words.LastIndexOf('-', LongestTitle);
        return words[..(end > 0 ? end : WholeCharacters(words))];
    }

    // How much of it fits as characters that people count as one.
    private static int WholeCharacters(string words)
    {
        var fits = 0;
        for (var next = 0; next <= LongestTitle; next += StringInfo.GetNextTextElementLength(words, next))
        {
            fits = next;
        }

        return fits;
    }
}
