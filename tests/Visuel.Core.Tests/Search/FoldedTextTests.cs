using System.Text;
using FsCheck.Xunit;
using Visuel.Core.Search;

namespace Visuel.Core.Tests.Search;

public sealed class FoldedTextTests
{
    [Theory]
    [InlineData("École d'été : la rentrée", "ecole d'ete : la rentree")]
    [InlineData("E\u0301COLE", "ecole")]
    [InlineData("Cœur, Œuvre, ÆTHER, ǽ", "coeur, oeuvre, aether, ae")]
    [InlineData("Straße STRASSE ẞ", "strasse strasse ss")]
    [InlineData("l’été l'été l‘été l´été l`été lʼété", "l'ete l'ete l'ete l'ete l'ete l'ete")]
    [InlineData("« Noël » “Noël” \"Noël\" ‹Noël›", "noel noel noel noel")]
    [InlineData("a-b a‑b a–b a—b a−b a﹣b", "a-b a-b a-b a-b a-b a-b")]
    [InlineData("100\u00a0%\u202f!\u2003\t\r\n fin ", "100 % ! fin")]
    [InlineData("ﬁn ﬂeur ſ", "fin fleur s")]
    [InlineData("ＦＵＬＬ　ｗｉｄｔｈ ９", "full width 9")]
    [InlineData("𝓗𝓮𝓵𝓵𝓸 𝐆𝐫𝐚𝐬 ① ½ m² №", "hello gras 1 1/2 m2 no")]
    [InlineData("İSTANBUL ıspanak ISPANAK", "istanbul ispanak ispanak")]
    [InlineData("ΟΔΥΣΣΕΥΣ Ὀδυσσεύς", "οδυσσευσ οδυσσευσ")]
    [InlineData("Łódź Đà Nẵng Ærøskøbing ħ", "lodz da nang aeroskobing h")]
    [InlineData("Всё Йод", "все иод")]
    [InlineData("صَبَاحُ الخَيْر أحمد مـــرحبا", "صباح الخير احمد مرحبا")]
    [InlineData("שָׁלוֹם צה״ל", "שלום צה ל")]
    [InlineData("n°5 nº5 Nª 20 ℃", "no5 no5 na 20 oc")]
    [InlineData("٢٠٢٦ ۲۰۲۶ २०२६ ２０２６ ๒๐๒๖", "2026 2026 2026 2026 2026")]
    [InlineData("مكتبة على أإآٱ كتاب کتاب فارسی", "مكتبه علي اااا كتاب كتاب فارسي")]
    [InlineData("a\u2800b a\u3164b a\u115fb a\u1160b a\uffa0b a\ufffcb a\u17b5b", "ab ab ab ab ab ab ab")]
    [InlineData("co\u00adopé\u200bration", "cooperation")]
    [InlineData("% _ \\ * ( [ # $ ^", "% _ \\ * ( [ # $ ^")]
    [InlineData("❤️ ❤ 👩‍🌾 🏴‍☠️", "❤ ❤ 👩🌾 🏴☠")]
    [InlineData("\ud83d a\udc08b \uffff", "ab")]
    [InlineData("\0 \u0301 \u200d", "")]
    [InlineData(null, "")]
    public void Text_is_folded_for_comparison(string? text, string folded) => Assert.Equal(folded, FoldedText.Of(text));

    [Theory]
    [InlineData("กำ", "กา")]
    [InlineData("กิ", "กี")]
    [InlineData("की", "कि")]
    [InlineData("பு", "பூ")]
    [InlineData("はか", "ばか")]
    [InlineData("가", "거")]
    public void A_vowel_sign_that_makes_another_word_is_kept(string one, string other) =>
        Assert.NotEqual(FoldedText.Of(one), FoldedText.Of(other));

    [Theory]
    [InlineData("été Ångström")]
    [InlineData("กำลัง")]
    [InlineData("क़लम")]
    [InlineData("ばんごはん")]
    [InlineData("한국어")]
    public void Composed_and_decomposed_text_are_alike(string text) => Assert.Equal(
        FoldedText.Of(text.Normalize(NormalizationForm.FormC)), FoldedText.Of(text.Normalize(NormalizationForm.FormD)));

    [Fact]
    public void Several_texts_are_separated_by_a_blank() =>
        Assert.Equal("ete 50%", FoldedText.Of("Été ", null, " ", "50%"));

    [Fact]
    public void Every_character_folds_once_and_for_all()
    {
        for (var code = 0; code <= 0x10FFFF; code++)
        {
            if (Rune.IsValid(code))
            {
                var folded = FoldedText.Of($"a{new Rune(code)}z");
                Assert.True(folded == FoldedText.Of(folded) && folded is ['a', .., 'z'], $"U+{code:X4}");
            }
        }
    }

    [Property]
    public void Folding_twice_changes_nothing_more(string? text) =>
        Assert.Equal(FoldedText.Of(text), FoldedText.Of(FoldedText.Of(text)));

    [Property]
    public void Folding_never_throws_on_any_sequence_of_units(ushort[] units)
    {
        var text = string.Concat(units.Select(unit => (char)unit));
        Assert.DoesNotContain("  ", FoldedText.Of(text), StringComparison.Ordinal);
    }
}
