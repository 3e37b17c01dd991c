using FsCheck.Xunit;
using Visuel.Core.Prompts;

namespace Visuel.Core.Tests.Prompts;

public sealed class WordingTests
{
    [Theory]
    [InlineData("  un   chat \n noir ", "un chat noir")]
    [InlineData("a\u0000b\u0007c", "a b c")]
    [InlineData("e\u0301te\u0301", "été")]
    [InlineData("🐈‍⬛ chat", "🐈‍⬛ chat")]
    [InlineData("قطة سوداء", "قطة سوداء")]
    [InlineData(" \t\r\n\u2003", null)]
    [InlineData(null, null)]
    public void Words_are_put_on_one_clean_line(string? typed, string? clean) =>
        Assert.Equal(clean, Wording.Clean(typed));

    [Property]
    public void Cleaning_twice_changes_nothing_more(string? typed) =>
        Assert.Equal(Wording.Clean(typed), Wording.Clean(Wording.Clean(typed)));

    [Theory]
    [InlineData("one two three", 2, "one two")]
    [InlineData("one two, three", 2, "one two")]
    [InlineData("one", 5, "one")]
    public void The_first_words_are_taken_whole(string text, int most, string expected) =>
        Assert.Equal(expected, Wording.FirstWords(text, most));
}
