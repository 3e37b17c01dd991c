using Visuel.Core.Calendar;
using Visuel.Words;

namespace Visuel.Core.Prompts;

/// <summary>The words that an engine gets.</summary>
/// <param name="Positive">What to draw.</param>
/// <param name="Negative">What to avoid, or null.</param>
/// <param name="Tokens">The tokens of what is to be drawn; 0 for an engine that reads words.</param>
/// <param name="Dropped">What the model would not have read, the least important first.</param>
/// <param name="Subject">What was understood; null where the words are sent as they are.</param>
public sealed record Prompt(
    string Positive, string? Negative, int Tokens, IReadOnlyList<string> Dropped, PictureSubject? Subject = null);

/// <summary>Writes the prompt and the negative prompt that are sent.</summary>
public static class PromptBuilder
{
    // What goes first where a model does not read all, the highest first; see TokenBudget.
    private const int Place = 1;
    private const int Style = 2;
    private const int Companion = 3;
    private const int Composition = 4;
    private const int Setting = 5;
    private const int Light = 6;
    private const int Mood = 7;

    private const int Suggestions = 3;

    private static readonly HashSet<string> Where = new(StringComparer.Ordinal)
    {
        "in", "on", "at", "under", "beside", "by", "before", "along", "near", "over", "above", "among", "across",
    };

    /// <summary>The prompt for a wish. The subject comes first, then where it is, then light and style; what does not
    /// fit is left out whole.</summary>
    public static Prompt Build(PromptRequest wish)
    {
        var negative = wish.Model.TakesNegativePrompt ? wish.Avoid : null;
        if (wish.ReadsTheBrief || wish.Wording is PromptWording.AsWritten)
        {
            var words = AsWritten(wish.Brief);
            return new Prompt(words, negative, wish.ReadsTheBrief ? 0 : ClipTokens.Shared.Count(words), []);
        }

        var subject = Read(wish.Brief, wish.Wording);
        if (wish.Wording is PromptWording.InEnglish)
        {
            var fitted = TokenBudget.Fit([new(subject.Subject!.English, 0)], wish.Model.PromptTokens);
            return new Prompt(fitted.Text, negative, fitted.Tokens, fitted.Dropped, subject);
        }

        return Compose(wish, subject);
    }

    /// <summary>What the user's words are taken for, whatever is sent.</summary>
    public static PictureSubject Understand(PromptRequest wish) => Read(wish.Brief, wish.Wording);

    /// <summary>What may be shown instead: what else the words may mean, then what suits any.</summary>
    public static IReadOnlyList<Shown> Suggest(PromptRequest wish, PictureSubject subject) =>
    [
        .. subject.Others.Concat(Surroundings.Generics(wish.Brief.Type)).Distinct().Take(Suggestions),
    ];

    private static string AsWritten(Brief brief) =>
        brief.Detail is { } more ? $"{brief.Subject}. {more}" : brief.Subject;

    // Own words are never replaced by what was read of them: where they cannot be put into English, they stay.
    private static PictureSubject Read(Brief brief, PromptWording wording)
    {
        var isOwn = brief.Words is not null || wording is PromptWording.InEnglish;
        var words = isOwn ? AsWritten(brief) : brief.Subject;
        var read = SubjectReader.Shared.Read(words, brief.Detail, isOwn || brief.Type is ContentType.Image);
        return isOwn && !read.IsDescription
            ? read with
            {
                Subject = new Shown(words, words),
                IsScene = true,
                IsDescription = true,
                Companion = null,
                Place = null,
                Confidence = Confidence.Unsure,
            }
            : read;
    }

    private static Prompt Compose(PromptRequest wish, PictureSubject subject)
    {
        var (brief, model) = (wish.Brief, wish.Model);
        var (recipe, style) = (PromptRecipe.For(brief.Type), PromptStyles.Find(wish.Style));
        var choice = Choice(brief.Subject);
        var what = (subject.Subject ?? Surroundings.Generic(brief.Type, choice)).English;
        var medium = style?.Medium ?? (brief.Words is null ? recipe.Medium : "");
        var hasItsPlace = subject.Subject is null || subject.IsScene || subject.Place is not null
            || what.Split(' ').Any(Where.Contains);
        var where = hasItsPlace ? null : Surroundings.Of(subject.Domain, brief.Type, choice);
        // A scene has its own light; a description may have.
        var light = style is null && (!subject.IsScene || subject.IsDescription) ? recipe.Light : "";
        var sentences = model.ReadsSentences;
        var fitted = TokenBudget.Fit(
            [
                new($"{medium} {what}".Trim(), 0, sentences),
                new(subject.Companion is { } other ? $"with {other.English}" : "", Companion),
                new(subject.Place?.English ?? "", Place),
                new(where ?? "", Setting),
                new(PromptRecipe.Composed(wish.Size) ?? recipe.Composition, Composition, sentences),
                new(light, Light, sentences),
                new(style is null ? recipe.Mood : "", Mood),
                new(style?.Look ?? "", Style, sentences),
                new(PromptRecipe.Quality, 0, sentences),
            ],
            model.PromptTokens);
        return new Prompt(
            fitted.Text, model.TakesNegativePrompt ? Negative(wish, recipe, style, subject) : null,
            fitted.Tokens, fitted.Dropped, subject);
    }

    // What the user names stays; then what the title denies; of our own words the last go first.
    private static string Negative(
        PromptRequest wish, PromptRecipe recipe, PromptStyle? style, PictureSubject subject)
    {
        string?[] all =
        [
            .. subject.Denied.Select(denied => denied.English), PromptRecipe.AvoidAlways,
            subject.ShowsPeople ? PromptRecipe.AvoidOnPeople : null, style?.Avoid, recipe.Avoid,
        ];
        var own = all.OfType<string>().SelectMany(words => words.Split(", ")).Where(word => word.Length > 0).Distinct()
            .Index().Select(word => new PromptPart(word.Item, word.Index + 1));
        return TokenBudget.Fit([new(wish.Avoid ?? "", 0), .. own], wish.Model.PromptTokens).Text;
    }

    // The same title always has the same prompt, so that it finds its image again; other titles have other places.
    private static int Choice(string text) =>
        text.Aggregate(0, (sum, letter) => ((sum * 31) + letter) & 0xFFFFFF);
}
