using System.Globalization;
using System.Text;

namespace Visuel.Core.Words;

/// <summary>How a character shows.</summary>
internal enum SignKind
{
    /// <summary>It is seen.</summary>
    Visible,

    /// <summary>White space and line breaks.</summary>
    Blank,

    /// <summary>An accent or a vowel sign: seen on the letter before it.</summary>
    Mark,

    /// <summary>Changes the character before it, such as the one that makes a heart red.</summary>
    Selector,

    /// <summary>Sets the direction or the place of the text beside it, as Arabic, Hebrew and hieroglyphs need
    /// it.</summary>
    Direction,

    /// <summary>Shows nothing: joins two characters, parts them, or fills a place.</summary>
    Invisible,
}

/// <summary>What kind of sign a character is: Unicode's Default_Ignorable_Code_Point, and what else shows
/// nothing: format characters but those that stand around or before a number.</summary>
internal static class Signs
{
    private static readonly (int First, int Last, SignKind Kind)[] Ranges =
    [
        (0x00AD, 0x00AD, SignKind.Invisible), // soft hyphen
        (0x034F, 0x034F, SignKind.Invisible), // combining grapheme joiner
        (0x0600, 0x0605, SignKind.Visible), (0x06DD, 0x06DD, SignKind.Visible), // Arabic number signs
        (0x061C, 0x061C, SignKind.Direction),
        (0x070F, 0x070F, SignKind.Visible), // Syriac abbreviation
        (0x0890, 0x0891, SignKind.Visible), (0x08E2, 0x08E2, SignKind.Visible), // Arabic pounds, end of a verse
        (0x115F, 0x1160, SignKind.Invisible), // Hangul fillers
        (0x17B4, 0x17B5, SignKind.Invisible), // Khmer inherent vowels
        (0x180B, 0x180D, SignKind.Selector), (0x180E, 0x180E, SignKind.Invisible), (0x180F, 0x180F, SignKind.Selector),
        (0x200B, 0x200D, SignKind.Invisible), // zero width: space, non-joiner, joiner
        (0x200E, 0x200F, SignKind.Direction), (0x202A, 0x202E, SignKind.Direction),
        (0x2060, 0x2065, SignKind.Invisible), // word joiner, invisible operators
        (0x2066, 0x2069, SignKind.Direction),
        (0x206A, 0x206F, SignKind.Invisible),
        (0x2800, 0x2800, SignKind.Invisible), // a Braille cell without dots
        (0x3164, 0x3164, SignKind.Invisible), // Hangul filler
        (0xFE00, 0xFE0F, SignKind.Selector),
        (0xFEFF, 0xFEFF, SignKind.Invisible), // byte order mark
        (0xFFA0, 0xFFA0, SignKind.Invisible), // Hangul filler
        (0xFFF0, 0xFFF8, SignKind.Invisible),
        (0x110BD, 0x110BD, SignKind.Visible), (0x110CD, 0x110CD, SignKind.Visible), // Kaithi number signs
        (0x13430, 0x13440, SignKind.Direction), // where Egyptian hieroglyphs stand
        (0x13441, 0x13442, SignKind.Invisible), // Egyptian blanks
        (0x1BCA0, 0x1BCA3, SignKind.Invisible), // shorthand
        (0x1D159, 0x1D159, SignKind.Invisible), (0x1D173, 0x1D17A, SignKind.Invisible), // music
        (0xE0020, 0xE007F, SignKind.Selector), // tags, as in the flag of Scotland
        (0xE0100, 0xE01EF, SignKind.Selector),
        (0xE0000, 0xE0FFF, SignKind.Invisible),
    ];

    /// <summary>The kind of a character that is no control character but tab or line feed.</summary>
    public static SignKind KindOf(Rune rune)
    {
        if (Rune.IsWhiteSpace(rune))
        {
            return SignKind.Blank;
        }

        if (rune.Value < 0xAD)
        {
            return SignKind.Visible;
        }

        foreach (var (first, last, kind) in Ranges)
        {
            if (first <= rune.Value && rune.Value <= last)
            {
                return kind;
            }
        }

        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => SignKind.Mark,
            UnicodeCategory.Format => SignKind.Invisible,
            _ => SignKind.Visible,
        };
    }
}
