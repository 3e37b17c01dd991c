using System.Globalization;

namespace Visuel.Core.Quota;

/// <summary>The month a quota counts for: a calendar month in UTC, from the 1st at 00:00:00. It is computed from the clock, never stored by a job,
/// so a cron run that is missed, late or doubled changes no count.</summary>
public readonly record struct Period(int Year, int Month)
{
    /// <summary>The period that holds this instant.</summary>
    public static Period Of(DateTimeOffset now) => new(now.UtcDateTime.Year, now.UtcDateTime.Month);

    /// <summary>Its first instant.</summary>
    public DateTimeOffset StartsAt => new(Year, Month, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The first instant of the next one.</summary>
    public DateTimeOffset EndsAt => StartsAt.AddMonths(1);

    /// <summary>The key it is stored under, such as <c>2026-11</c>; keys sort by time.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{Month:D2}");
}
