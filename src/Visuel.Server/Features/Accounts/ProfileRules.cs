using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Core.Prompts;

namespace Visuel.Server.Features.Accounts;

/// <summary>What a password must be: long enough, and no other rule (NIST SP 800-63B, 5.1.1).</summary>
internal static class PasswordRules
{
    public const int Shortest = 10;
    public const int Longest = 128;

    public static IEnumerable<FieldProblem> Check(string field, string password)
    {
        if (password.Length is < Shortest or > Longest)
        {
            yield return new FieldProblem(field, "password_length", Shortest, Longest);
        }
    }
}

/// <summary>What people may say about themselves.</summary>
internal static class ProfileRules
{
    public const int LongestName = 100;

    public static string? CleanName(string? name) => Wording.Clean(name);

    public static IEnumerable<FieldProblem> CheckName(string? name)
    {
        if (name?.Length > LongestName)
        {
            yield return new FieldProblem("name", "too_long", LongestName);
        }
    }

    public static IEnumerable<FieldProblem> CheckLocale(string? locale)
    {
        if (locale is not null && !Languages.All.Contains(locale))
        {
            yield return new FieldProblem("locale", "unknown", string.Join(", ", Languages.All));
        }
    }

    public static IEnumerable<FieldProblem> CheckTimeZone(string field, string? zone)
    {
        if (zone is not null && !IsIanaZone(zone))
        {
            yield return new FieldProblem(field, "not_a_time_zone");
        }
    }

    // The system also knows Windows names; the wire has IANA names only.
    private static bool IsIanaZone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId && zone.Id == name;
}
