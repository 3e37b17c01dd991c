using System.Globalization;
using System.Text;
using FsCheck.Xunit;
using Visuel.Core.Words;

namespace Visuel.Core.Tests.Words;

public sealed class TypedTextTests
{
    // Signs that meet in pasted text: letters, accents, blanks, halves, what is no character, and what shows nothing.
    private static readonly string[] Alphabet =
    [
        "a", "é", "e", "\u0301", " ", "\t", "\n", "\r\n", "\u00A0", "\u2028", "\0", "\u0085", "\ud800", "\udc00",
        "\ufffe", "\uffff", "\ufdd0", "\U0001fffe", "\ufffd", "\u200b", "\u00ad", "\u2060", "\ufeff", "\u3164",
        "\u2800", "\u200d", "\u200c", "\ufe0f", "\u202e", "\u200f", "👩", "❤", "\u1100", "\u1161", "م", "\u20e3",
        "\U000e0067", "\u0327", "\u0d28", "\u0d4d",
        "\ufffc", "\ufffa", "\U00013430",
    ];

    [Theory]
    [InlineData("  un   chat \n noir ", "un chat noir")]
    [InlineData("a\u0000b\u0007c\u001bd", "abcd")]
    [InlineData("a\tb\vc\u0085d\u2028e", "a b c d e")]
    [InlineData("e\u0301te\u0301", "été")]
    [InlineData("a\ufffeb\uffffc\U0001ffffd\ufdd0e\ufdeff", "abcdef")]
    [InlineData(" \t\r\n\u2003", null)]
    [InlineData(null, null)]
    public void Words_are_put_on_one_clean_line(string? typed, string? clean) =>
        Assert.Equal(clean, TypedText.Line(typed));

    // Attributes cannot hold half characters.
    [Theory]
    [InlineData("\u0315\u0300")]
    [InlineData("\u0315\u200d\u0300\u200b")]
    [InlineData("\u0315\ufffc\u0300\ufffd")]
    public void A_letter_keeps_as_many_marks_as_any_language_needs(string marks)
    {
        // Composing all of them would take minutes.
        var tower = "a" + string.Concat(Enumerable.Repeat(marks, 200_000)) + "b";
        foreach (var clean in new[] { TypedText.Line(tower), TypedText.Lines(tower), TypedText.Address(tower) })
        {
            Assert.InRange(clean!.EnumerateRunes().Count(rune => rune.Value is 0x315 or 0x300), 29, 30);
            Assert.EndsWith("b", clean, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_password_keeps_as_many_too() => Assert.Equal(
        31, TypedText.Password("x" + string.Concat(Enumerable.Repeat("\u0315\u0327", 200_000))).Length);

    [Fact]
    public void Half_characters_are_left_out()
    {
        Assert.Equal("ab", TypedText.Line("a\ud800b"));
        Assert.Equal("chat", TypedText.Lines("\udc00\ud83dchat"));
        Assert.Null(TypedText.Line("\ud800"));
        Assert.Equal("ab@exemple.fr", TypedText.Address("a\udc00b@exemple.fr"));
        Assert.Equal("ab", TypedText.Password("a\ud800\ufffeb"));
    }

    [Theory]
    [InlineData("\u200b")]
    [InlineData("\u2060\u00ad")]
    [InlineData("\u3164")]
    [InlineData("\u2800 \u2800")]
    [InlineData("\ufeff\u200d\ufe0f")]
    [InlineData("\u202e\u200f")]
    [InlineData("\u0301")]
    [InlineData("\U000e0001\U000e0061")]
    [InlineData("\ufffe\0")]
    [InlineData("\ufffc")]
    [InlineData("\ufffc \ufffc")]
    [InlineData("\ufff9\ufffa\ufffb")]
    [InlineData("\U00013430")]
    [InlineData("\U0001343f\U00013440")]
    [InlineData("\U00013441 \U00013442")]
    [InlineData("\U00013447\U00013455")]
    public void What_shows_nothing_is_no_text(string typed)
    {
        Assert.Null(TypedText.Line(typed));
        Assert.Null(TypedText.Lines($" {typed}\n{typed}\t"));
    }

    [Theory]
    [InlineData("\ufeffBonjour\u200b le \u2060monde\u00ad", "Bonjour le monde")]
    [InlineData("Bonjour \u200b \u3164 le monde", "Bonjour le monde")]
    [InlineData("\u200d\ufe0fchat\u200c", "chat")]
    [InlineData("un cha\ufffct \ufffc noir\ufffc", "un chat noir")]
    [InlineData("\ufff9漢\ufffaかん\ufffb", "漢かん")]
    public void Invisible_signs_go_where_nothing_visible_stands_by_them(string typed, string clean) =>
        Assert.Equal(clean, TypedText.Line(typed));

    [Theory]
    [InlineData("\u0d05\u0d35\u0d28\u0d4d\u200d")]
    [InlineData("\u0d05\u0d35\u0d28\u0d4d\u200d \u0d05\u0d35\u0d28\u0d4d\u200d.")]
    [InlineData("\u0995\u09cd\u200d")]
    [InlineData("\u0915\u094d\u200d \u0915")]
    [InlineData("\u0d9a\u0dca\u200d")]
    public void A_joiner_that_spells_another_letter_stays_at_the_end_of_a_word(string typed)
    {
        Assert.Equal(typed, TypedText.Line(typed + "\u200d\u200b"));
        Assert.Equal(typed, TypedText.Lines(typed + "\u200b"));
    }

    [Theory]
    [InlineData("👨‍👩‍👧‍👦 en vacances")]
    [InlineData("🐈‍⬛ ❤️ 1️⃣ 👩🏽‍🚀 🏴󠁧󠁢󠁳󠁣󠁴󠁿")]
    [InlineData("می‌خواهم")]
    [InlineData("ක්‍රීඩා")]
    [InlineData("anti\u00adconstitution\u200bnel")]
    [InlineData("\u200fשלום!\u200f")]
    [InlineData("قطة سوداء")]
    [InlineData("東京の春 🌸")]
    [InlineData("\U00013437\U00013000\U00013430\U00013001\U00013438 \U00013002")]
    [InlineData("\u0600\u0661\u0662 \u06dd\u0663")]
    public void Signs_that_mean_something_inside_a_word_stay(string typed) =>
        Assert.Equal(typed, TypedText.Line(typed));

    [Fact]
    public void A_format_character_alone_is_no_text_unless_it_is_seen()
    {
        int[] seen = [.. Enumerable.Range(0x600, 6), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD];
        Assert.Equal(seen, Enumerable.Range(0, 0x110000).Where(code => Rune.IsValid(code)
            && Rune.GetUnicodeCategory(new Rune(code)) is UnicodeCategory.Format
            && TypedText.Line($"{new Rune(code)}") is not null));
    }

    [Fact]
    public void A_longer_text_keeps_its_lines_and_tabs() =>
        Assert.Equal("un\n\tdeux\u00a0: trois\n\nquatre", TypedText.Lines(" un\r\n\tdeux\u00a0: trois\r\rquatre\0\n"));

    [Theory]
    [InlineData("marie@exemple.fr\u200b", "marie@exemple.fr")]
    [InlineData(" \ufeffma\u00adrie@exe\u2060mple.fr\t", "marie@exemple.fr")]
    [InlineData("le\u0301a@exemple.fr", "léa@exemple.fr")]
    [InlineData("e\u200b\u0301@exemple.fr", "é@exemple.fr")]
    [InlineData("ma\ufffcrie\ufffb@exemple.fr", "marie@exemple.fr")]
    [InlineData("ma\U00013430rie@exemple.fr", "marie@exemple.fr")]
    [InlineData("\u200b", "")]
    [InlineData(null, "")]
    public void An_address_has_no_invisible_sign_at_all(string? typed, string kept) =>
        Assert.Equal(kept, TypedText.Address(typed));

    [Theory]
    [InlineData("e\u0301te\u0301sa\u0300E\u0301vian99", "étésàÉvian99")]
    [InlineData("  deux blancs\u200b ", "  deux blancs\u200b ")]
    public void A_password_is_only_composed(string typed, string kept) =>
        Assert.Equal(kept, TypedText.Password(typed));

    [Property(MaxTest = 2000)]
    public void Whatever_is_pasted_comes_out_clean_and_stays_so(int[] signs)
    {
        var typed = string.Concat(signs.Select(sign => Alphabet[(int)((uint)sign % Alphabet.Length)]));
        foreach (var clean in (Func<string?, string?>[])[TypedText.Line, TypedText.Lines, TypedText.Address])
        {
            var text = clean(typed) ?? "";
            Assert.Equal(text, clean(text) ?? "");
            Assert.Equal(text, text.Trim());
            Assert.True(text.IsNormalized(NormalizationForm.FormC));
            Assert.DoesNotContain(text.EnumerateRunes(), rune => rune == Rune.ReplacementChar
                || (rune.Value & 0xFFFE) == 0xFFFE || (Rune.IsControl(rune) && rune.Value is not ('\n' or '\t')));
        }

        var line = TypedText.Line(typed);
        Assert.Equal(line is null, TypedText.Lines(typed) is null);
        Assert.DoesNotContain('\n', line ?? "");
        Assert.True(line is null || line.EnumerateRunes().Any(
            rune => Rune.IsLetter(rune) || rune.Value is 0x1F469 or 0x2764));
    }

    [Property]
    public void Any_text_at_all_can_be_cleaned(string? typed)
    {
        Assert.Equal(TypedText.Line(typed), TypedText.Line(TypedText.Line(typed)));
        Assert.Equal(TypedText.Lines(typed), TypedText.Lines(TypedText.Lines(typed)));
        Assert.Equal(TypedText.Password(typed ?? ""), TypedText.Password(TypedText.Password(typed ?? "")));
    }
}
