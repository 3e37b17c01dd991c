using System.Globalization;

namespace Visuel.Core.Calendar;

/// <summary>A month as it stands on the page: whole weeks from Monday, in the wall clock of one time zone.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Days">Every day shown, with its items by time.</param>
/// <param name="Undated">Items without a date.</param>
public sealed record CalendarMonth(DateOnly Month, IReadOnlyList<CalendarDay> Days, IReadOnlyList<ContentItem> Undated);

/// <summary>A day and its items.</summary>
public sealed record CalendarDay(DateOnly Date, IReadOnlyList<ContentItem> Items);

/// <summary>The whole weeks, from Monday to Sunday, that a month touches.</summary>
/// <param name="Month">The first day of the month.</param>
/// <param name="First">The first day shown: a Monday.</param>
/// <param name="AfterLast">The Monday after the last day shown.</param>
public sealed record MonthWeeks(DateOnly Month, DateOnly First, DateOnly AfterLast)
{
    /// <summary>A day of the month that somebody wrote, such as <c>2026-11</c>; null when it is none, or when no item
    /// can be in it.</summary>
    public static DateOnly? ParseMonth(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is >= WallClock.FirstYear and <= WallClock.LastYear
            ? day
            : null;

    /// <summary>The weeks of the month that holds this day.</summary>
    public static MonthWeeks Of(DateOnly day)
    {
        var month = new DateOnly(day.Year, day.Month, 1);
        return new(month, MondayOnOrBefore(month), MondayOnOrBefore(month.AddMonths(1).AddDays(-1)).AddDays(7));
    }

    /// <summary>The first instant shown, in this time zone.</summary>
    public DateTimeOffset From(TimeZoneInfo zone) => WallClock.ToInstant(First.ToDateTime(TimeOnly.MinValue), zone);

    /// <summary>The first instant no longer shown, in this time zone.</summary>
    public DateTimeOffset To(TimeZoneInfo zone) => WallClock.ToInstant(AfterLast.ToDateTime(TimeOnly.MinValue), zone);

    /// <summary>The month with its items.</summary>
    /// <param name="dated">Items of these weeks by time, and whole days within
    /// <see cref="Schedule.Furthest"/> of them; those of other days are left out.</param>
    /// <param name="undated">Items without a date.</param>
    /// <param name="zone">The time zone of the page.</param>
    public CalendarMonth With(IEnumerable<ContentItem> dated, IReadOnlyList<ContentItem> undated, TimeZoneInfo zone)
    {
        var byDay = dated.ToLookup(item => Schedule.DayOf(item.Fields, zone));
        var days = Enumerable.Range(0, AfterLast.DayNumber - First.DayNumber).Select(First.AddDays);
        return new CalendarMonth(Month, [.. days.Select(date => new CalendarDay(date, [.. byDay[date]]))], undated);
    }

    private static DateOnly MondayOnOrBefore(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
