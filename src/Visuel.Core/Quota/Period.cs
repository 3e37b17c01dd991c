using System.Globalization;
using Visuel.Core.Calendar;

namespace Visuel.Core.Quota;

/// <summary>The time a quota counts for: a calendar month in UTC, from the 1st at 00:00:00, or for visitors a day. It
/// is computed from the clock, never stored by a job, so a cron run that is missed,
/// late or doubled changes no count.</summary>
/// <param name="Year">The year.</param>
/// <param name="Month">The month, 1 to 12.</param>
/// <param name="Day">The day of the month, or 0 for all of it.</param>
public readonly record struct Period(int Year, int Month, int Day = 0)
{
    /// <summary>The day that holds this instant.</summary>
    public static Period OfDay(DateTimeOffset now) =>
        new(now.UtcDateTime.Year, now.UtcDateTime.Month, now.UtcDateTime.Day);

    /// <summary>The period that a key names.</summary>
    public static Period Parse(string key) => key.Split('-') is [var year, var month, .. var day]
        ? new(Number(year), Number(month), day.Length > 0 ? Number(day[0]) : 0)
        : throw new FormatException($"{key} is no period.");

    /// <summary>The month that somebody wrote, such as <c>2026-11</c>; null when it is none.</summary>
    public static Period? ParseMonth(string? text) =>
        MonthWeeks.ParseMonth(text) is { } day ? new(day.Year, day.Month) : null;

    /// <summary>The month that holds this instant.</summary>
    public static Period Of(DateTimeOffset now) => new(now.UtcDateTime.Year, now.UtcDateTime.Month);

    /// <summary>Its first instant.</summary>
    public DateTimeOffset StartsAt => new(Year, Month, Math.Max(Day, 1), 0, 0, 0, TimeSpan.Zero);

    /// <summary>The first instant of the next one.</summary>
    public DateTimeOffset EndsAt => Day == 0 ? StartsAt.AddMonths(1) : StartsAt.AddDays(1);

    /// <summary>The one before it.</summary>
    public Period Previous => Day == 0 ? Of(StartsAt.AddMonths(-1)) : OfDay(StartsAt.AddDays(-1));

    /// <summary>The key it is stored under, such as <c>2026-11</c> or <c>2026-11-24</c>; keys sort by time.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{Month:D2}") +
        (Day == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{Day:D2}"));

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
