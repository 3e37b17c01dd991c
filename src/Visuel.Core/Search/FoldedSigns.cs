using System.Globalization;
using System.Text;
using Visuel.Core.Words;

namespace Visuel.Core.Search;

/// <summary>What single characters fold to where Unicode's decompositions do not say it.</summary>
internal static class FoldedSigns
{
    /// <summary>What separates words.</summary>
    public const string Blank = " ";

    // ' ` ´ and their kind: which of them a keyboard or a word processor sets is chance.
    private const string Apostrophes = "'`´ʹʻʼʽˈˊˋ‘’‚‛′‵՚׳Ꞌꞌ＇｀";

    // Quotation marks stand around words, in French with blanks: they only separate.
    private const string Quotes = "\"«»“”„‟″‴‶‷‹›〝〞〟❝❞״＂";

    // Marks that people leave out when they type. Those of other scripts are vowels or change the letter
    // (Thai, Devanagari, Japanese): they stay.
    private static readonly (int First, int Last)[] OptionalMarks =
    [
        (0x0300, 0x036F), // Latin, Greek
        (0x0483, 0x0489), // Cyrillic
        (0x0591, 0x05C7), // Hebrew points
        (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06ED), // Arabic vowels and hamza
        (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F), // more for Latin, and for symbols
        (0xFE00, 0xFE0F), (0xE0100, 0xE01EF), // variation selectors, as behind emoji
    ];

    /// <summary>A blank, an apostrophe, a dash or a slash; nothing for what is left out; null for a letter.</summary>
    public static string? Find(Rune rune) => rune.Value switch
    {
        _ when Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || IsOneOf(Quotes, rune) => Blank,
        _ when IsOneOf(Apostrophes, rune) => "'",
        '\u2044' or '\u2215' => "/",
        '\u2212' or '\u2043' => "-",
        '\u0640' => "", // the stroke that makes Arabic words longer
        0xFFFC or 0xFFFD => "", // the place of a picture, half of a character
        var code when (code & 0xFFFE) == 0xFFFE => "", // never a character
        _ => Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.DashPunctuation => "-",
            UnicodeCategory.Format => "", // soft hyphens, joiners, directions
            UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark when IsOptional(rune) => "",
            _ when Signs.KindOf(rune) is SignKind.Invisible or SignKind.Selector => "", // fillers
            _ => null,
        },
    };

    /// <summary>What a letter in lower case, or a digit, is taken for.</summary>
    public static string Letter(Rune letter) => letter.Value switch
    {
        'œ' => "oe",
        'æ' => "ae",
        'ß' => "ss",
        'þ' => "th",
        'ø' => "o",
        'ł' => "l",
        'đ' or 'ð' => "d",
        'ħ' => "h",
        'ŧ' => "t",
        'ı' => "i",
        'ς' => "σ",
        '°' => "o", // n° and nº
        'ة' => "ه", // these are typed for each other in Arabic, Persian and Urdu
        'ى' or 'ی' => "ي",
        'ک' => "ك",
        'ٱ' => "ا",
        _ when Rune.GetUnicodeCategory(letter) is UnicodeCategory.DecimalDigitNumber => Digit(letter),
        _ => letter.ToString(),
    };

    private static string Digit(Rune digit) =>
        ((int)Rune.GetNumericValue(digit)).ToString(CultureInfo.InvariantCulture);

    private static bool IsOneOf(string signs, Rune rune) =>
        rune.IsBmp && signs.Contains((char)rune.Value, StringComparison.Ordinal);

    private static bool IsOptional(Rune mark) =>
        OptionalMarks.Any(range => range.First <= mark.Value && mark.Value <= range.Last);
}
