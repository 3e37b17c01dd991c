using System.Text;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Core.Prompts;
using Visuel.Words;

namespace Visuel.Core.Tests.Prompts;

public sealed class PromptBuilderTests
{
    private static readonly Brief Seed = new(
        null, "Les meilleures pratiques du télétravail en 2024",
        "Découvrez comment optimiser votre espace de travail", ContentType.Article);

    [Fact]
    public void The_prompt_of_every_content_type_and_style_is_approved()
    {
        var text = new StringBuilder();
        foreach (var type in Enum.GetValues<ContentType>())
        {
            Add($"{type}, from the title", Seed with { Type = type }, null);
            Add($"{type}, own words", Seed with { Type = type, Words = "A modern office workspace with plants" }, null);
        }

        foreach (var style in PromptStyles.All)
        {
            Add($"Social, {style.Name}", Seed with { Type = ContentType.Social }, style.Name);
        }

        Approved.Matches(text.ToString(), "prompts");

        void Add(string name, Brief brief, string? style)
        {
            var prompt = PromptBuilder.Build(
                brief, ImageModels.StableDiffusionXl, style, null, optimize: true, readsTheBrief: false);
            text.Append(name).Append('\n').Append("  + ").Append(prompt.Positive).Append('\n').Append("  - ")
                .Append(prompt.Negative).Append("\n\n");
        }
    }

    [Theory]
    [InlineData("high quality")]
    [InlineData("professional")]
    [InlineData("detailed")]
    public void Quality_words_are_added(string word) => Assert.Contains(
        word, PromptBuilder.Build(Seed, ImageModels.StableDiffusionXl, null, null, true, false).Positive,
        StringComparison.Ordinal);

    [Fact]
    public void Words_are_sent_as_written_when_asked()
    {
        var prompt = PromptBuilder.Build(
            Seed with { Words = "un chat  gris" }, ImageModels.StableDiffusionXl, null, "dogs", optimize: false, false);
        Assert.Equal(("un chat  gris", "dogs", 3), (prompt.Positive, prompt.Negative, prompt.Tokens));
        Assert.Empty(prompt.Dropped);
    }

    [Fact]
    public void Own_words_win_over_the_title()
    {
        var prompt = PromptBuilder.Build(
            Seed with { Words = "a red bicycle" }, ImageModels.StableDiffusionXl, null, null, true, false);
        Assert.StartsWith("a red bicycle, ", prompt.Positive, StringComparison.Ordinal);
        Assert.DoesNotContain("télétravail", prompt.Positive, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mot")]
    [InlineData("réfrigérateurs")]
    [InlineData("日本の猫")]
    [InlineData("👩‍👩‍👧‍👦")]
    [InlineData("!?")]
    public void However_long_the_words_the_quality_still_fits_what_the_model_reads(string word)
    {
        foreach (var separator in new[] { " ", "" })
        {
            var long_ = string.Join(separator, Enumerable.Repeat(word, 400));
            var prompt = PromptBuilder.Build(
                new Brief(null, long_, long_ + " autre", ContentType.Ad), ImageModels.StableDiffusionXl,
                null, long_, true, false);
            Assert.InRange(prompt.Tokens, 60, 75);
            Assert.Equal(prompt.Tokens, ClipTokens.Shared.Count(prompt.Positive));
            Assert.InRange(ClipTokens.Shared.Count(prompt.Negative!), 60, 75);
            Assert.EndsWith(PromptRecipe.Quality, prompt.Positive, StringComparison.Ordinal);
            Assert.StartsWith(PromptRecipe.For(ContentType.Ad).Framing, prompt.Positive, StringComparison.Ordinal);
            Assert.NotEmpty(prompt.Dropped);
        }
    }

    [Fact]
    public void What_is_left_out_is_said_the_style_that_was_chosen_last()
    {
        var title = string.Join(' ', Enumerable.Repeat("grand marché aux fleurs", 8));
        var brief = new Brief(null, title, "Un week-end de printemps sur la place du village", ContentType.Social);
        Assert.Equal(
            ["Un week-end de printemps sur la place du village"],
            PromptBuilder.Build(brief, ImageModels.StableDiffusionXl, "minimal", null, true, false).Dropped);
        Assert.Equal(
            [PromptRecipe.For(ContentType.Social).Look],
            PromptBuilder.Build(brief, ImageModels.StableDiffusionXl, null, null, true, false).Dropped);
        Assert.Empty(PromptBuilder.Build(brief, ImageModels.FluxDev, "minimal", null, true, false).Dropped);
    }

    [Fact]
    public void An_engine_that_reads_the_brief_gets_the_words_alone() => Assert.Equal(
        "Les meilleures pratiques du télétravail en 2024. Découvrez comment optimiser votre espace de travail",
        PromptBuilder.Build(Seed, ImageModels.Composer, null, null, true, readsTheBrief: true).Positive);
}
