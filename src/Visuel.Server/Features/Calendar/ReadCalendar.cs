using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Core.Calendar;

namespace Visuel.Server.Features.Calendar;

/// <summary>A month as it stands on the page: whole weeks from Monday, in the wall clock of one time zone.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Days">Every day shown, with its items by time.</param>
/// <param name="Undated">Items without a date.</param>
public sealed record CalendarMonth(DateOnly Month, IReadOnlyList<CalendarDay> Days, IReadOnlyList<ContentItem> Undated);

/// <summary>A day and its items.</summary>
public sealed record CalendarDay(DateOnly Date, IReadOnlyList<ContentItem> Items);

/// <summary>Reads what a month's page shows.</summary>
public sealed class ReadCalendar(IContents contents)
{
    /// <summary>The month that holds this day.</summary>
    public async Task<CalendarMonth> RunAsync(WorkspaceId workspace, DateOnly day, TimeZoneInfo zone, CancellationToken stop)
    {
        var month = new DateOnly(day.Year, day.Month, 1);
        var first = MondayOnOrBefore(month);
        var afterLast = MondayOnOrBefore(month.AddMonths(1).AddDays(-1)).AddDays(7);
        var from = WallClock.ToInstant(first.ToDateTime(TimeOnly.MinValue), zone);
        var to = WallClock.ToInstant(afterLast.ToDateTime(TimeOnly.MinValue), zone);

        var items = await AllAsync(workspace, Everything with { From = from, To = to }, stop);
        var byDay = items.ToLookup(item => DateOnly.FromDateTime(WallClock.ToLocal(item.Fields.ScheduledAt!.Value, zone)));
        var days = Enumerable.Range(0, afterLast.DayNumber - first.DayNumber).Select(first.AddDays).Select(date => new CalendarDay(date, [.. byDay[date]]));
        return new CalendarMonth(month, [.. days], await AllAsync(workspace, Everything with { Undated = true }, stop));
    }

    private static ContentQuery Everything => new(null, null, null, null, null, null, null, Page<ContentItem>.MaximumLimit);

    private static DateOnly MondayOnOrBefore(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private async Task<List<ContentItem>> AllAsync(WorkspaceId workspace, ContentQuery query, CancellationToken stop)
    {
        var items = new List<ContentItem>();
        do
        {
            var page = await contents.ListAsync(workspace, query, stop);
            items.AddRange(page.Items);
            query = query with { Cursor = page.Next };
        }
        while (query.Cursor is not null);

        return items;
    }
}
