using Visuel.Core.Generation;
using Visuel.Core.Words;

namespace Visuel.Core.Accounts;

/// <summary>What people may say about themselves.</summary>
public static class ProfileRules
{
    /// <summary>The longest name, in characters as people count them.</summary>
    public const int LongestName = 100;

    /// <summary>The name on one line; null when nothing visible is left.</summary>
    public static string? CleanName(string? name) => TypedText.Line(name);

    /// <summary>What is wrong with a name.</summary>
    public static IEnumerable<FieldProblem> CheckName(string? name) =>
        TextLimit.Check("name", CleanName(name), LongestName);

    /// <summary>What is wrong with a language.</summary>
    /// <param name="locale">Its code, or null for no choice.</param>
    public static IEnumerable<FieldProblem> CheckLocale(string? locale)
    {
        if (locale is not null && !Languages.All.Contains(locale, StringComparer.Ordinal))
        {
            yield return new FieldProblem("locale", "unknown", string.Join(", ", Languages.All));
        }
    }

    /// <summary>What is wrong with a time zone.</summary>
    /// <param name="field">Its name on the wire.</param>
    /// <param name="zone">An IANA name, or null for no choice.</param>
    public static IEnumerable<FieldProblem> CheckTimeZone(string field, string? zone)
    {
        if (zone is not null && !ZoneNames.IsKnown(zone))
        {
            yield return new FieldProblem(field, "not_a_time_zone");
        }
    }
}
