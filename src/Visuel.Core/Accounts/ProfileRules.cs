using Visuel.Core.Generation;
using Visuel.Core.Prompts;

namespace Visuel.Core.Accounts;

/// <summary>What people may say about themselves.</summary>
public static class ProfileRules
{
    /// <summary>The longest name, in UTF-16 characters.</summary>
    public const int LongestName = 100;

    /// <summary>The name without control characters and needless space; null when nothing is left.</summary>
    public static string? CleanName(string? name) => Wording.Clean(name);

    /// <summary>What is wrong with a name.</summary>
    public static IEnumerable<FieldProblem> CheckName(string? name)
    {
        if (name?.Length > LongestName)
        {
            yield return new FieldProblem("name", "too_long", LongestName);
        }
    }

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
