using Visuel.Core.Words;

namespace Visuel.Core.Tests.Words;

public sealed class TextLimitTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("été", 3)]
    [InlineData("e\u0301te\u0301", 3)]
    [InlineData("👨‍👩‍👧‍👦", 1)]
    [InlineData("🇫🇷🏴󠁧󠁢󠁳󠁣󠁴󠁿", 2)]
    public void Characters_are_counted_as_people_count(string text, int count) =>
        Assert.Equal(count, TextLimit.Count(text));

    [Fact]
    public void A_title_of_three_hundred_families_is_short_enough_and_one_more_is_not()
    {
        Assert.Empty(TextLimit.Check("title", Families(300), 300));
        Assert.Equal("too_long", Assert.Single(TextLimit.Check("title", Families(301), 300)).Problem);
    }

    [Fact]
    public void One_letter_under_thousands_of_accents_is_too_large()
    {
        var problem = Assert.Single(TextLimit.Check("title", "a" + new string('\u0334', 5000), 300));
        Assert.Equal(("title", "too_many_bytes", 9600), (problem.Field, problem.Problem, problem.Limits[0]));
    }

    private static string Families(int count) => string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", count));
}
