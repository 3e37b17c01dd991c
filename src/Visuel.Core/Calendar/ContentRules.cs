using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Core.Prompts;

namespace Visuel.Core.Calendar;

/// <summary>What the fields of a content item must respect.</summary>
public static class ContentRules
{
    /// <summary>The fields with their words cleaned; the description keeps its lines.</summary>
    public static ContentFields Clean(ContentFields fields) => Schedule.Clean(fields) with
    {
        Title = Wording.Clean(fields.Title) ?? "",
        Description = string.IsNullOrWhiteSpace(fields.Description) ? null : fields.Description.Trim(),
    };

    /// <summary>Everything wrong with cleaned fields.</summary>
    public static IEnumerable<FieldProblem> Check(ContentFields fields)
    {
        if (fields.Title.Length == 0)
        {
            yield return new FieldProblem("title", "required");
        }

        if (fields.Title.Length > GenerateRules.LongestTitle)
        {
            yield return new FieldProblem("title", "too_long", GenerateRules.LongestTitle);
        }

        if (fields.Description?.Length > GenerateRules.LongestPrompt)
        {
            yield return new FieldProblem("description", "too_long", GenerateRules.LongestPrompt);
        }

        foreach (var problem in ProfileRules.CheckTimeZone("timeZone", fields.TimeZone))
        {
            yield return problem;
        }
    }
}
