using System.Globalization;
using Visuel.Core.Calendar;

namespace Visuel.Server.Stores;

/// <summary>Where a list of content items by date goes on: after the date of one and its id.
/// Items without a date are the end of the list.</summary>
internal static class ContentCursor
{
    public static string Write(ContentItem item) =>
        string.Create(CultureInfo.InvariantCulture, $"{SortAt(item.Fields.ScheduledAt)}_{item.Id}");

    /// <summary>What an item sorts by, in milliseconds since 1970.</summary>
    public static long SortAt(DateTimeOffset? scheduledAt) => scheduledAt?.ToUnixTimeMilliseconds() ?? long.MaxValue;

    // A cursor that we did not write lists from the start: it can only be a caller's own invention.
    public static (long Date, string Id) Read(ContentQuery query) => query switch
    {
        { Undated: true, Cursor: null } => (long.MaxValue, ""),
        _ when query.Cursor?.Split('_') is [var date, var id]
            && long.TryParse(date, CultureInfo.InvariantCulture, out var milliseconds) => (milliseconds, id),
        _ => (long.MinValue, ""),
    };
}
