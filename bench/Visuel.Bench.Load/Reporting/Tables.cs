using System.Globalization;

namespace Visuel.Bench.Load.Reporting;

/// <summary>Writes Markdown.</summary>
internal static class Tables
{
    /// <summary>A table whose first column is words and whose others are numbers.</summary>
    public static void Write(TextWriter report, IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        report.WriteLine($"| {string.Join(" | ", head)} |");
        report.WriteLine($"|---|{string.Concat(Enumerable.Repeat("---:|", head.Count - 1))}");
        foreach (var row in rows)
        {
            report.WriteLine($"| {string.Join(" | ", row)} |");
        }

        report.WriteLine();
    }

    /// <summary>Goals, what was measured, and whether it is enough.</summary>
    public static void Write(TextWriter report, IEnumerable<Goal> goals) => Write(
        report,
        ["goal", "measured", "wanted", "reached"],
        goals.Select(goal => new[]
        {
            goal.What,
            Number(goal.Measured, goal.Unit == " MB" ? "F0" : "F2", goal.Unit),
            $"{(goal.IsLeast ? "≥" : "≤")} {goal.Limit.ToString(CultureInfo.InvariantCulture)}{goal.Unit}",
            goal.IsReached ? "yes" : "**no**",
        }));

    /// <summary>A number, or a dash where there is none.</summary>
    public static string Number(double? value, string format, string unit = "") =>
        value is { } number ? number.ToString(format, CultureInfo.InvariantCulture) + unit : "–";
}
