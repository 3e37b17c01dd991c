using System.Globalization;
using System.Text;

namespace Visuel.Core.Words;

/// <summary>The one way in for text that somebody typed or pasted: requests, forms, settings and commands. The text is
/// composed (NFC). Half characters, code points that are no characters or stand for a lost one, and control characters
/// are left out. Signs that show nothing stay only inside a word, where they mean something. Cleaning twice changes
/// nothing more.</summary>
public static class TypedText
{
    // Unicode Standard Annex 15, 12.1 (Stream-Safe Text Format): more are found in no language.
    private const int MostMarks = 30;

    // From here on: annotations, the place of a picture that a word processor left out, and of half a character.
    private const int Annotation = 0xFFF9;
    private const int Replacement = 0xFFFD;

    /// <summary>The text on one line: a run of white space becomes one space. Null when nothing visible is
    /// left.</summary>
    public static string? Line(string? text) => Clean(text, keepsLines: false);

    /// <summary>The text with its line breaks, as <c>\n</c>, its tabs and its blanks, without those around it. Null
    /// when nothing visible is left.</summary>
    public static string? Lines(string? text) => Clean(text, keepsLines: true);

    /// <summary>An e-mail address as it is kept and compared: no invisible sign anywhere, no blank around it. Empty
    /// when nothing is left.</summary>
    public static string Address(string? text) => Seen(text ?? "").Trim();

    /// <summary>What is seen of a text: no invisible sign anywhere, and composed.</summary>
    public static string Seen(string text)
    {
        var seen = new StringBuilder();
        foreach (var rune in Compose(text).EnumerateRunes())
        {
            if (Signs.KindOf(rune) is SignKind.Visible or SignKind.Mark or SignKind.Blank)
            {
                seen.Append(rune);
            }
        }

        return seen.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>A password: only composed, since one person's keyboard sends é as one character and another's as two.
    /// What no keyboard can send, such as half characters, is left out, and marks beyond 30 in a row.</summary>
    public static string Password(string text) => Composed(RunesOf(text));

    private static string? Clean(string? text, bool keepsLines)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var words = new TypedWords(keepsLines);
        foreach (var rune in Compose(text).EnumerateRunes())
        {
            words.Add(rune);
        }

        var clean = words.ToString().Trim();
        return clean.Length == 0 ? null : clean.Normalize(NormalizationForm.FormC);
    }

    // Two ways to break a line become one; what is no character is left out first, since it cannot be composed.
    private static string Compose(string text) =>
        Composed(RunesOf(text.Replace("\r\n", "\n", StringComparison.Ordinal))
            .Select(rune => BreaksLine(rune) ? new Rune('\n') : rune)
            .Where(rune => rune.Value is not (>= Annotation and <= Replacement)
                && (!Rune.IsControl(rune) || rune.Value is '\n' or '\t')));

    private static bool BreaksLine(Rune rune) =>
        rune.Value is '\r' or '\v' or '\f' or '\x85' or '\u2028' or '\u2029';

    // Without the marks that no letter carries: to compose a row of them takes a time that grows with the square of its
    // length. What shows nothing parts no row, since it may be left out later.
    private static string Composed(IEnumerable<Rune> runes)
    {
        var (kept, marks) = (new StringBuilder(), 0);
        foreach (var rune in runes)
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
                or UnicodeCategory.SpacingCombiningMark)
            {
                marks++;
            }
            else if (Signs.KindOf(rune) is SignKind.Visible or SignKind.Blank)
            {
                marks = 0;
            }

            if (marks <= MostMarks)
            {
                kept.Append(rune);
            }
        }

        return kept.ToString().Normalize(NormalizationForm.FormC);
    }

    // Without half characters and without code points that Unicode keeps free for programs.
    private static IEnumerable<Rune> RunesOf(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, at, out var rune))
            {
                at++;
                continue;
            }

            at += rune.Utf16SequenceLength;
            if ((rune.Value & 0xFFFE) != 0xFFFE && rune.Value is not (>= 0xFDD0 and <= 0xFDEF))
            {
                yield return rune;
            }
        }
    }
}
