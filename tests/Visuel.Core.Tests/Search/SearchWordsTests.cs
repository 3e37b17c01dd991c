using FsCheck.Xunit;
using Visuel.Core.Search;

namespace Visuel.Core.Tests.Search;

public sealed class SearchWordsTests
{
    private static readonly string[] Scraps =
    [
        "École", " ", "d’été", "e\u0301", "œ", "ß", "\u00a0", "50%", "_", "\\", "🐈‍⬛", "👍🏽", "\ud83d", "\udc08",
        "กำ", "« ", " »", "—", "ﬁ", "½", "ŉ", "가", "\u0301", "\0",
    ];

    [Theory]
    [InlineData("école", "ecole")]
    [InlineData("  RENTRÉE \u00a0 D’ÉTÉ ", "rentree", "d'ete")]
    [InlineData("50%", "50%")]
    [InlineData("« été »", "ete")]
    [InlineData("l été l'été", "l'ete")]
    [InlineData("chat chat Chat", "chat")]
    [InlineData("é", "e")]
    [InlineData("👍", "👍")]
    public void A_query_is_its_words(string query, params string[] words) => Assert.Equal(words, SearchWords.Of(query));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\u00a0\u3000\n")]
    [InlineData("\u0301")]
    [InlineData("\ud83d")]
    [InlineData("« »")]
    public void A_query_with_nothing_to_look_for_has_no_words(string? query) => Assert.Empty(SearchWords.Of(query));

    [Fact]
    public void A_query_of_any_length_has_an_end()
    {
        Assert.Equal(SearchWords.LongestQuery, Assert.Single(SearchWords.Of(new string('é', 100_000))).Length);
        Assert.Equal(SearchWords.MostWords, SearchWords.Of(string.Join(' ', Enumerable.Range(100, 10_000))).Count);
    }

    [Property]
    public void Any_part_of_a_text_finds_it(ushort[] picks, ushort from, ushort length)
    {
        var text = string.Concat(picks.Select(pick => Scraps[pick % Scraps.Length]));
        var start = from % (text.Length + 1);
        var part = text.Substring(start, length % (text.Length - start + 1));
        var folded = FoldedText.Of(text);
        Assert.All(SearchWords.Of(part), word => Assert.Contains(word, folded, StringComparison.Ordinal));
    }

    [Property]
    public void Any_part_of_any_text_finds_it(string? text, ushort from, ushort length)
    {
        var whole = text ?? "";
        var start = from % (whole.Length + 1);
        var part = whole.Substring(start, length % (whole.Length - start + 1));
        var folded = FoldedText.Of(whole);
        Assert.All(SearchWords.Of(part), word => Assert.Contains(word, folded, StringComparison.Ordinal));
    }

    [Property]
    public void A_text_in_capitals_finds_itself(ushort[] picks)
    {
        var text = string.Concat(picks.Select(pick => Scraps[pick % Scraps.Length]));
        var folded = FoldedText.Of(text);
        Assert.All(
            SearchWords.Of(text.ToUpperInvariant()), word => Assert.Contains(word, folded, StringComparison.Ordinal));
    }
}
