using Visuel.Core.Prompts;

namespace Visuel.Core.Tests.Prompts;

public sealed class WordingTests
{
    [Theory]
    [InlineData("one two three", 2, "one two")]
    [InlineData("one two, three", 2, "one two")]
    [InlineData("one", 5, "one")]
    public void The_first_words_are_taken_whole(string text, int most, string expected) =>
        Assert.Equal(expected, Wording.FirstWords(text, most));
}
