using System.Text;

namespace Visuel.Core.Prompts;

/// <summary>Cleans words that people typed or pasted.</summary>
public static class Wording
{
    /// <summary>The words on one line: control characters and runs of white space become one space, composed characters
    /// (NFC). Null when nothing is left.</summary>
    public static string? Clean(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || rune == Rune.ReplacementChar)
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                {
                    clean.Append(' ');
                }
            }
            else
            {
                clean.Append(rune);
            }
        }

        var trimmed = clean.ToString().TrimEnd();
        return trimmed.Length == 0 ? null : trimmed.Normalize(NormalizationForm.FormC);
    }

    /// <summary>The first <paramref name="most"/> words.</summary>
    public static string FirstWords(string text, int most)
    {
        var end = 0;
        for (var count = 0; count < most; count++)
        {
            var next = text.IndexOf(' ', end + 1);
            if (next < 0)
            {
                return text;
            }

            end = next;
        }

        return text[..end].TrimEnd(',', ';', ':', '.', ' ');
    }
}
