using Visuel.Core.Generation;
using Visuel.Words;

namespace Visuel.Core.Prompts;

/// <summary>The words that an engine gets.</summary>
/// <param name="Positive">What to draw.</param>
/// <param name="Negative">What to avoid, or null.</param>
/// <param name="Tokens">The tokens of what is to be drawn; 0 for an engine that reads words.</param>
/// <param name="Dropped">What the model would not have read, the least important first.</param>
public sealed record Prompt(string Positive, string? Negative, int Tokens, IReadOnlyList<string> Dropped);

/// <summary>Writes the prompt and the negative prompt that are sent.</summary>
public static class PromptBuilder
{
    private const int DetailWords = 14;

    /// <summary>The prompt for a brief. The subject comes first, then style and quality, since a model may drop the
    /// last words.</summary>
    /// <param name="brief">What the user gave.</param>
    /// <param name="model">The model that will read it.</param>
    /// <param name="styleName">A style by name, or null.</param>
    /// <param name="avoid">What the user wants avoided, or null.</param>
    /// <param name="optimize">Whether a recipe is added; false sends the user's words as they are.</param>
    /// <param name="readsTheBrief">Whether the engine understands the words itself, so that no recipe is added.</param>
    public static Prompt Build(
        Brief brief, ImageModel model, string? styleName, string? avoid, bool optimize, bool readsTheBrief)
    {
        var negative = model.TakesNegativePrompt ? avoid : null;
        if (!optimize || readsTheBrief)
        {
            var words = brief.Detail is { } more ? $"{brief.Subject}. {more}" : brief.Subject;
            return new Prompt(words, negative, readsTheBrief ? 0 : ClipTokens.Shared.Count(words), []);
        }

        var recipe = PromptRecipe.For(brief.Type);
        var style = PromptStyles.Find(styleName);
        var detail = brief.Detail is { } text && text != brief.Subject ? Wording.FirstWords(text, DetailWords) : "";
        var isFramed = brief.Words is null && recipe.Framing.Length > 0;
        var fitted = TokenBudget.Fit(
            [
                new(isFramed ? $"{recipe.Framing} {brief.Subject}" : brief.Subject, 0),
                new(detail, 2),
                style is null ? new(recipe.Look, 3) : new(style.Words, 1),
                new(PromptRecipe.Quality, 0),
            ],
            model.PromptTokens);
        return new Prompt(
            fitted.Text, model.TakesNegativePrompt ? Negative(avoid, recipe, model) : null,
            fitted.Tokens, fitted.Dropped);
    }

    // What the user names stays; of the recipe's own words the last go first.
    private static string Negative(string? avoid, PromptRecipe recipe, ImageModel model)
    {
        var own = recipe.Avoid.Split(", ").Index().Select(word => new PromptPart(word.Item, word.Index + 1));
        return TokenBudget.Fit([new(avoid ?? "", 0), .. own], model.PromptTokens).Text;
    }
}
