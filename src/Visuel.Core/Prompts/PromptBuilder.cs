using Visuel.Core.Generation;

namespace Visuel.Core.Prompts;

/// <summary>The words that an engine gets.</summary>
/// <param name="Positive">What to draw.</param>
/// <param name="Negative">What to avoid, or null.</param>
public sealed record Prompt(string Positive, string? Negative);

/// <summary>Writes the prompt and the negative prompt that are sent.</summary>
public static class PromptBuilder
{
    /// <summary>The words of the subject that are sent with a recipe. SDXL reads 75 tokens and drops the rest without
    /// an error (docs/contracts/huggingface.md#models). The recipe takes about 30 tokens, and a French or English word
    /// about 1.3, so these words are read.</summary>
    public const int SubjectWords = 34;

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
            return new Prompt(brief.Detail is { } more ? $"{brief.Subject}. {more}" : brief.Subject, negative);
        }

        var recipe = PromptRecipe.For(brief.Type);
        var subject = Wording.FirstWords(brief.Subject, SubjectWords);
        var detail = brief.Detail is { } text && text != brief.Subject ? Wording.FirstWords(text, DetailWords) : null;
        var framed = brief.Words is null && recipe.Framing.Length > 0 ? $"{recipe.Framing} {subject}" : subject;
        string?[] parts = [framed, detail, PromptStyles.Find(styleName)?.Words ?? recipe.Look, PromptRecipe.Quality];
        var positive = string.Join(", ", parts.Where(part => !string.IsNullOrEmpty(part)));
        return new Prompt(positive, model.TakesNegativePrompt ? Join(avoid, recipe.Avoid) : null);
    }

    private static string Join(string? avoid, string recipe) => avoid is null ? recipe : $"{avoid}, {recipe}";
}
