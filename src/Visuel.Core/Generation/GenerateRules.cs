using Visuel.Core.Prompts;
using Visuel.Core.Words;

namespace Visuel.Core.Generation;

/// <summary>What is wrong with a field of a request.</summary>
/// <param name="Field">Its name on the wire, camelCase.</param>
/// <param name="Problem">A stable code; the sentence is chosen in the caller's language.</param>
/// <param name="Limits">The bounds that were broken, for that sentence.</param>
public sealed record FieldProblem(string Field, string Problem, params IReadOnlyList<object> Limits);

/// <summary>What a wish for an image must respect.</summary>
public static class GenerateRules
{
    /// <summary>The longest own words, description or negative prompt, in characters as people count them.</summary>
    public const int LongestPrompt = 2000;

    /// <summary>The longest title, in characters as people count them.</summary>
    public const int LongestTitle = 300;

    /// <summary>Everything wrong with the request, field by field; empty when it may be drawn.</summary>
    public static IReadOnlyList<FieldProblem> Check(GenerateRequest request)
    {
        var problems = new List<FieldProblem>();
        CheckLength("prompt", request.Prompt, LongestPrompt);
        CheckLength("contentTitle", request.ContentTitle, LongestTitle);
        CheckLength("contentDescription", request.ContentDescription, LongestPrompt);
        CheckLength("negativePrompt", request.NegativePrompt, LongestPrompt);
        CheckRange("width", request.Size.Width, DrawSize.Minimum, DrawSize.Maximum);
        CheckRange("height", request.Size.Height, DrawSize.Minimum, DrawSize.Maximum);
        CheckRange("seed", request.Seed ?? 0, 0, Order.MaximumSeed);
        if (request.Style is { } style && PromptStyles.Find(style) is null)
        {
            problems.Add(new("style", "unknown", string.Join(", ", PromptStyles.Names)));
        }

        if (TypedText.Line(request.Prompt) is null && TypedText.Line(request.ContentTitle) is null
            && TypedText.Line(request.ContentDescription) is null)
        {
            problems.Add(new("prompt", "nothing_to_draw"));
        }

        return problems;

        void CheckLength(string field, string? text, int most) =>
            problems.AddRange(TextLimit.Check(field, TypedText.Line(text), most));

        void CheckRange(string field, long value, long least, long most)
        {
            if (value < least || value > most)
            {
                problems.Add(new(field, "out_of_range", least, most));
            }
        }
    }
}
