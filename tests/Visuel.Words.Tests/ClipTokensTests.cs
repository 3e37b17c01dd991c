using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace Visuel.Words.Tests;

public sealed partial class ClipTokensTests
{
    private static readonly ClipTokens Tokens = ClipTokens.Shared;
    private static readonly BpeTokenizer Oracle = MakeOracle();

    public static TheoryData<string> Hard =>
    [
        "", " ", "crème brûlée à l'œuf", "Hello, World!  it's 42 cafés", "they'll've we'd I'm you're 's 'x ''s",
        "-30 % !!! (50€)", "日本の猫 emoji 🎉🎉 ok", "fjord naïve co-op, L’été", "ÉTÉ À LA MER", "½ ② Ⅳ ٣",
        "a\tb\nc\u00a0d", "👩‍👩‍👧‍👦 🇫🇷", "ﬁn ĳ ß ſ", "Донбасс Ελλάδα עברית العربية हिन्दी ไทย",
        "aaaaaaaaaaaaaaaaaaaaaaa", "antidisestablishmentarianism",
    ];

    [Theory]
    [InlineData("a photo of a cat", new[] { 320, 1125, 539, 320, 2368 })]
    [InlineData("hello world", new[] { 3306, 1002 })]
    [InlineData(
        "a photo of a really, functistaner big cat.",
        new[] { 320, 1125, 539, 320, 1414, 267, 8679, 555, 2203, 528, 1205, 2368, 269 })]
    public void It_gives_the_ids_that_were_published(string text, int[] ids) =>
        Assert.Equal(ids, Tokens.Encode(text));

    [Theory]
    [MemberData(nameof(Hard))]
    public void It_agrees_with_another_reader_of_the_same_vocabulary_on_hard_texts(string text) =>
        Assert.Equal(Oracle.EncodeToIds(text), Tokens.Encode(text));

    [Fact]
    public void It_agrees_with_another_reader_on_all_titles()
    {
        Assert.True(Titles.All.Count > 500);
        Assert.DoesNotContain(
            Titles.All, title => !Oracle.EncodeToIds(title).SequenceEqual(Tokens.Encode(title)));
    }

    [Fact]
    public void A_letter_beyond_the_first_plane_is_a_letter() =>
        Assert.Equal(Tokens.Encode("𝐚 !"), Tokens.Encode("𝐚!"));

    [Fact]
    public void A_line_that_is_no_merge_is_named() =>
        Assert.Contains("line 2", Assert.Throws<FormatException>(() => new ClipTokens(["a b", "c"])).Message);

    private static BpeTokenizer MakeOracle()
    {
        string[] merges = [.. EmbeddedFiles.PackedLines(typeof(ClipTokens).Assembly, "clip-merges.txt.br")];
        int[] printed = [.. Enumerable.Range(33, 94), .. Enumerable.Range(161, 12), .. Enumerable.Range(174, 82)];
        var others = Enumerable.Range(256, 256 - printed.Length);
        string[] letters = [.. printed.Concat(others).Select(code => $"{(char)code}")];
        string[] all =
        [
            .. letters, .. letters.Select(letter => $"{letter}</w>"),
            .. merges.Select(merge => merge.Replace(" ", "", StringComparison.Ordinal)),
            "<|startoftext|>", "<|endoftext|>",
        ];
        return BpeTokenizer.Create(new BpeOptions(all.Select(KeyValuePair.Create))
        {
            Merges = merges,
            EndOfWordSuffix = "</w>",
            ByteLevel = true,
            UnknownToken = "<|endoftext|>",
            PreTokenizer = new RegexPreTokenizer(Pieces(), specialTokens: null),
            Normalizer = new LowerCaseNormalizer(),
        });
    }

    [GeneratedRegex(@"'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\s\p{L}\p{N}]+", RegexOptions.None, 10_000)]
    private static partial Regex Pieces();
}
