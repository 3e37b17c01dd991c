using System.Text;

namespace Visuel.Composer.Lettering;

/// <summary>Prepares a title for setting: keeps French signs with their words, and drops characters that the font
/// lacks.</summary>
internal static class TitleText
{
    private const char NoBreak = '\u00A0';
    private const int Longest = 300;

    // With fewer of its letters a title can no longer be read.
    private const double LeastKept = .8;

    /// <summary>The words, or null when the font has too few of the letters, or there are none.</summary>
    public static IReadOnlyList<string>? Words(string? title, TitleFont font)
    {
        if (string.IsNullOrWhiteSpace(title))
        {
            return null;
        }

        using var glyphs = font.At(16);
        var (letters, kept) = (0, 0);
        var text = new StringBuilder();
        foreach (var rune in (title.Length > Longest ? title[..Longest] : title).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                text.Append(rune.Value is 0xA0 or 0x202F ? NoBreak : ' ');
                continue;
            }

            var has = glyphs.ContainsGlyph(rune.Value) && rune != Rune.ReplacementChar;
            letters += Rune.IsLetterOrDigit(rune) ? 1 : 0;
            kept += has && Rune.IsLetterOrDigit(rune) ? 1 : 0;
            if (has)
            {
                text.Append(rune);
            }
        }

        if (letters == 0 || kept < LeastKept * letters)
        {
            return null;
        }

        var words = Joined(text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return words.Count == 0 ? null : words;
    }

    // French writes a space before these signs and after «. A line may not break at that space.
    private static List<string> Joined(string[] words)
    {
        var joined = new List<string>();
        foreach (var word in words)
        {
            var staysBehind = word is "?" or "!" or ":" or ";" or "»" or "%" or "€" or "–" or "—" or "-"
                || word.StartsWith('»');
            if (joined.Count > 0 && (staysBehind || joined[^1] is "«"))
            {
                joined[^1] = $"{joined[^1]}{NoBreak}{word}";
            }
            else
            {
                joined.Add(word);
            }
        }

        return joined;
    }
}
