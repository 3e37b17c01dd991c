using System.Globalization;
using System.Text;
using Visuel.Core.Generation;

namespace Visuel.Core.Words;

/// <summary>How long a text may be. A character is what people count as one: é however it was typed, a family of four
/// in one emoji. A bound in bytes stands beside it, since one letter can carry any number of accents.</summary>
public static class TextLimit
{
    /// <summary>The most bytes of UTF-8 a character has on average; a family of four has 25.</summary>
    public const int BytesPerCharacter = 32;

    /// <summary>How many characters people count in it: extended grapheme clusters (UAX #29).</summary>
    public static int Count(string text)
    {
        var count = 0;
        for (var rest = text.AsSpan(); !rest.IsEmpty; rest = rest[StringInfo.GetNextTextElementLength(rest)..])
        {
            count++;
        }

        return count;
    }

    /// <summary>Whether the text has at most so many characters, and a number of bytes that goes with it.</summary>
    public static bool Holds(string text, int most) => FitsBytes(text, most) && Count(text) <= most;

    /// <summary>What is wrong with the length of a field.</summary>
    /// <param name="field">Its name on the wire.</param>
    /// <param name="text">The text, cleaned, or null.</param>
    /// <param name="most">The most characters.</param>
    public static IEnumerable<FieldProblem> Check(string field, string? text, int most)
    {
        if (text is null || Holds(text, most))
        {
            yield break;
        }

        yield return FitsBytes(text, most) || Count(text) > most
            ? new FieldProblem(field, "too_long", most)
            : new FieldProblem(field, "too_many_bytes", most * BytesPerCharacter);
    }

    /// <summary>The <c>maxlength</c> of a form field of so many characters, which browsers count in UTF-16 and cut off
    /// without a word: it leaves room for accents typed apart and for emoji, and bounds what is sent.</summary>
    public static int InForms(int most) => 4 * most;

    private static bool FitsBytes(string text, int most) =>
        Encoding.UTF8.GetByteCount(text) <= most * BytesPerCharacter;
}
