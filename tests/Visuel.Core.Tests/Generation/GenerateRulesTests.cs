using Visuel.Core.Calendar;
using Visuel.Core.Generation;

namespace Visuel.Core.Tests.Generation;

public sealed class GenerateRulesTests
{
    private static readonly GenerateRequest Plain = new() { Prompt = "a cat" };

    [Fact]
    public void A_plain_request_is_fine() => Assert.Empty(GenerateRules.Check(Plain));

    [Theory]
    [InlineData(null, null)]
    [InlineData("", " ")]
    [InlineData("\u0000\u001f", "\u2003\t\n")]
    public void Blank_words_count_as_absent(string? prompt, string? title) => Assert.Equal(
        ("prompt", "nothing_to_draw"),
        GenerateRules.Check(new GenerateRequest { Prompt = prompt, ContentTitle = title }) is [var only]
            ? (only.Field, only.Problem)
            : default);

    [Theory]
    [InlineData(255, 1024, "width")]
    [InlineData(1024, 2049, "height")]
    [InlineData(0, 1024, "width")]
    [InlineData(100_000, 1024, "width")]
    public void Sizes_have_bounds(int width, int height, string field) =>
        Assert.Equal(
            field, Assert.Single(GenerateRules.Check(Plain with { Size = new DrawSize(width, height) })).Field);

    [Fact]
    public void Everything_wrong_is_told_at_once()
    {
        var problems = GenerateRules.Check(new GenerateRequest
        {
            Prompt = new string('a', 2001),
            ContentTitle = new string('a', 301),
            ContentDescription = new string('a', 2001),
            NegativePrompt = new string('a', 2001),
            Size = new DrawSize(1, 1),
            Seed = -1,
            Style = "baroque",
        });
        Assert.Equal(
            ["prompt", "contentTitle", "contentDescription", "negativePrompt", "width", "height", "seed", "style"],
            problems.Select(problem => problem.Field));
    }

    [Fact]
    public void A_content_item_fills_in_only_what_is_missing()
    {
        var item = new ContentFields(
            ContentType.Ad, "Soldes", "Tout à -30 %", null, "Europe/Paris", false, null, ContentStatus.Draft, null);
        var filled = new GenerateRequest().Completed(item);
        Assert.Equal(("Soldes", "Tout à -30 %", ContentType.Ad), (
            filled.ContentTitle, filled.ContentDescription, filled.ContentType));
        var kept = new GenerateRequest { ContentTitle = "Autre", ContentType = ContentType.Social }.Completed(item);
        Assert.Equal(("Autre", ContentType.Social), (kept.ContentTitle, kept.ContentType));
    }

    [Theory]
    [InlineData(null, "a title", ContentType.Article)]
    [InlineData("own words", null, ContentType.Image)]
    public void Without_a_type_a_title_makes_an_article_and_own_words_an_image(
        string? prompt, string? title, ContentType type) =>
        Assert.Equal(type, new GenerateRequest { Prompt = prompt, ContentTitle = title }.ToBrief().Type);
}
