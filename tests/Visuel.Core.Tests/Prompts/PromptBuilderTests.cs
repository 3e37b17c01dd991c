using System.Globalization;
using System.Text;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Core.Prompts;
using Visuel.Words;

namespace Visuel.Core.Tests.Prompts;

public sealed class PromptBuilderTests
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private static readonly Brief Remote = new(
        null, "Les meilleures pratiques du télétravail en 2024",
        "Découvrez comment optimiser votre espace de travail", ContentType.Article);

    // What a model would draw as a page, a screen or letters.
    private static readonly string[] Publications =
        ["blog", "article", "social media", "page", "text", "message", "letters", "headline", "caption", "poster with"];

    public static TheoryData<string> Types => [.. Enum.GetNames<ContentType>()];

    [Fact]
    public void The_prompts_of_sixty_titles_are_approved()
    {
        var text = new StringBuilder();
        foreach (var (type, size, title) in Titles())
        {
            var prompt = PromptBuilder.Build(
                new PromptRequest(new Brief(null, title, null, type), ImageModels.StableDiffusionXl) { Size = size });
            Assert.InRange(prompt.Tokens, 10, ClipTokens.Budget);
            Assert.Equal(prompt.Tokens, ClipTokens.Shared.Count(prompt.Positive));
            Assert.Empty(prompt.Dropped);
            Assert.DoesNotContain(
                Publications, word => prompt.Positive.Contains(word, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(prompt.Positive, char.IsAsciiDigit);
            text.Append(
                Invariant, $"{type} {size.Width} x {size.Height}: {title}\n")
                .Append(Invariant, $"  + {prompt.Positive}\n  - {prompt.Negative}\n")
                .Append(Invariant, $"  {prompt.Tokens} tokens, {prompt.Subject!.Confidence}: ")
                .Append(Invariant, $"{prompt.Subject.Subject?.French}\n\n");
        }

        Approved.Matches(text.ToString(), "prompts");
    }

    [Fact]
    public void The_prompt_of_every_style_and_of_a_model_that_reads_sentences_is_approved()
    {
        var text = new StringBuilder();
        foreach (var model in new[] { ImageModels.StableDiffusionXl, ImageModels.ZImageTurbo })
        {
            foreach (var style in PromptStyles.All.Select(style => style.Name).Prepend(null))
            {
                var prompt = PromptBuilder.Build(new PromptRequest(Remote, model) { Style = style });
                text.Append(Invariant, $"{model.Name}, {style ?? "no style"}\n")
                    .Append(Invariant, $"  + {prompt.Positive}\n  - {prompt.Negative}\n\n");
            }
        }

        Approved.Matches(text.ToString(), "styles");
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void The_three_words_of_quality_are_in_every_prompt(string type) => Assert.EndsWith(
        PromptRecipe.Quality,
        PromptBuilder.Build(Wish(new Brief(null, "Chat", null, Enum.Parse<ContentType>(type)))).Positive,
        StringComparison.Ordinal);

    [Fact]
    public void Words_are_sent_as_written_when_asked()
    {
        var prompt = PromptBuilder.Build(Wish(Remote with { Words = "un chat  gris" }) with
        {
            Avoid = "dogs",
            Wording = PromptWording.AsWritten,
        });
        Assert.Equal(("un chat  gris", "dogs", 3), (prompt.Positive, prompt.Negative, prompt.Tokens));
        Assert.Empty(prompt.Dropped);
        Assert.Null(prompt.Subject);
    }

    [Theory]
    [InlineData("Renard roux endormi dans la neige", "red sleeping fox in snow")]
    [InlineData("a red bicycle, seen from above", "a red bicycle, seen from above")]
    [InlineData("xyloglotte brimborante des confins", "xyloglotte brimborante des confins")]
    public void Words_are_put_into_English_and_nothing_else_when_asked(string words, string sent)
    {
        var prompt = PromptBuilder.Build(
            Wish(Remote with { Words = words }) with { Wording = PromptWording.InEnglish });
        Assert.Equal((sent, null), (prompt.Positive, prompt.Negative));
    }

    [Fact]
    public void Own_words_win_over_the_title_and_are_never_lost()
    {
        foreach (var words in (string[])
            ["a red bicycle", "un truc tout à fait inconnu de nos listes, zinzolin et barbouillé"])
        {
            var prompt = PromptBuilder.Build(Wish(Remote with { Words = words }));
            Assert.StartsWith($"{words}, ", prompt.Positive, StringComparison.Ordinal);
            Assert.DoesNotContain("desk", prompt.Positive, StringComparison.Ordinal);
        }
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
                Wish(new Brief(long_, long_, long_ + " autre", ContentType.Ad)) with { Avoid = long_ });
            Assert.InRange(prompt.Tokens, 55, ClipTokens.Budget);
            Assert.Equal(prompt.Tokens, ClipTokens.Shared.Count(prompt.Positive));
            Assert.InRange(ClipTokens.Shared.Count(prompt.Negative!), 55, ClipTokens.Budget);
            Assert.EndsWith(PromptRecipe.Quality, prompt.Positive, StringComparison.Ordinal);
            Assert.NotEmpty(prompt.Dropped);
        }
    }

    [Fact]
    public void What_is_left_out_is_said_the_mood_first_and_the_style_that_was_chosen_last()
    {
        var words = string.Join(", ", Enumerable.Repeat("a grand old flower market", 9));
        var brief = new Brief(words, null, null, ContentType.Social);
        var recipe = PromptRecipe.For(ContentType.Social);
        Assert.Equal([recipe.Mood], PromptBuilder.Build(Wish(brief)).Dropped);
        Assert.Equal([recipe.Composition], PromptBuilder.Build(Wish(brief) with { Style = "minimal" }).Dropped);
        Assert.Empty(PromptBuilder.Build(new PromptRequest(brief, ImageModels.FluxDev)).Dropped);
    }

    [Fact]
    public void An_engine_that_reads_the_brief_gets_the_words_alone() => Assert.Equal(
        "Les meilleures pratiques du télétravail en 2024. Découvrez comment optimiser votre espace de travail",
        PromptBuilder.Build(new PromptRequest(Remote, ImageModels.Composer) { ReadsTheBrief = true }).Positive);

    [Fact]
    public void What_a_title_denies_is_avoided_and_not_named()
    {
        var brief = new Brief(null, "Vivre sans voiture en ville", null, ContentType.Article);
        var prompt = PromptBuilder.Build(Wish(brief));
        Assert.DoesNotContain("car", prompt.Positive.Split(' ', ','));
        Assert.StartsWith("car, ", prompt.Negative, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Nouvelle collection de canapés", false)]
    [InlineData("Bienvenue à Karim, notre nouveau menuisier", true)]
    public void Hands_are_only_spoken_of_where_somebody_is_in_the_picture(string title, bool hasPeople) => Assert.Equal(
        hasPeople,
        PromptBuilder.Build(Wish(new Brief(null, title, null, ContentType.Ad))).Negative!
            .Contains("hands", StringComparison.Ordinal));

    [Fact]
    public void The_same_title_always_has_the_same_prompt_and_other_titles_other_places()
    {
        string[] titles = ["Huile d'olive", "Vinaigre balsamique", "Moutarde à l'ancienne", "Confiture de figues"];
        string[] prompts = [.. titles.Select(Positive)];
        Assert.Equal(prompts, titles.Select(Positive));
        Assert.True(prompts.Select(prompt => prompt.Split(", ")[1]).Distinct().Count() > 1);

        static string Positive(string title) =>
            PromptBuilder.Build(Wish(new Brief(null, title, null, ContentType.Article))).Positive;
    }

    private static PromptRequest Wish(Brief brief) => new(brief, ImageModels.StableDiffusionXl);

    private static IEnumerable<(ContentType Type, DrawSize Size, string Title)> Titles() =>
        from line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Prompts", "titles.txt"))
        where line.Length > 0 && line[0] != '#'
        let fields = line.Split('|')
        let size = fields[1].Split('x')
        select (
            Enum.Parse<ContentType>(fields[0], ignoreCase: true),
            new DrawSize(int.Parse(size[0], null), int.Parse(size[1], null)),
            fields[2]);
}
