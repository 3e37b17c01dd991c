using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Core.Words;

namespace Visuel.Core.Calendar;

/// <summary>What the fields of a content item must respect.</summary>
public static class ContentRules
{
    /// <summary>The fields with their words cleaned; the description keeps its lines.</summary>
    public static ContentFields Clean(ContentFields fields) => Schedule.Clean(fields) with
    {
        Title = TypedText.Line(fields.Title) ?? "",
        Description = TypedText.Lines(fields.Description),
    };

    /// <summary>Everything wrong with cleaned fields.</summary>
    public static IEnumerable<FieldProblem> Check(ContentFields fields)
    {
        if (fields.Title.Length == 0)
        {
            yield return new FieldProblem("title", "required");
        }

        if (Schedule.DayOf(fields, TimeZoneInfo.Utc)?.Year is < WallClock.FirstYear or > WallClock.LastYear)
        {
            yield return new FieldProblem("scheduledAt", "out_of_range", WallClock.FirstYear, WallClock.LastYear);
        }

        FieldProblem[] others =
        [
            .. TextLimit.Check("title", fields.Title, GenerateRules.LongestTitle),
            .. TextLimit.Check("description", fields.Description, GenerateRules.LongestPrompt),
            .. ProfileRules.CheckTimeZone("timeZone", fields.TimeZone),
        ];
        foreach (var problem in others)
        {
            yield return problem;
        }
    }
}
