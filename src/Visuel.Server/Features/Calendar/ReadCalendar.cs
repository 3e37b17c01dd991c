using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Core.Calendar;

namespace Visuel.Server.Features.Calendar;

/// <summary>Reads what a month's page shows.</summary>
public sealed class ReadCalendar(IContents contents)
{
    /// <summary>The month that holds this day.</summary>
    public async Task<CalendarMonth> RunAsync(
        WorkspaceId workspace, DateOnly day, TimeZoneInfo zone, CancellationToken stop)
    {
        var weeks = MonthWeeks.Of(day);
        var around = Everything with
        {
            From = weeks.From(zone) - Schedule.Furthest,
            To = weeks.To(zone) + Schedule.Furthest,
        };
        var dated = await AllAsync(workspace, around, stop);
        return weeks.With(dated, await AllAsync(workspace, Everything with { Undated = true }, stop), zone);
    }

    /// <summary>One item as it is now, or null.</summary>
    public Task<ContentItem?> FindAsync(WorkspaceId workspace, ContentItemId id, CancellationToken stop) =>
        contents.FindAsync(workspace, id, stop);

    private static ContentQuery Everything =>
        new(null, null, null, null, null, null, null, Page<ContentItem>.MaximumLimit);

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
