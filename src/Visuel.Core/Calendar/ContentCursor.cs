using System.Globalization;

namespace Visuel.Core.Calendar;

/// <summary>Where a list of content items by date goes on: after the date of one and its id.
/// Items without a date are the end of the list.</summary>
public static class ContentCursor
{
    /// <summary>The cursor of the part that comes after this item.</summary>
    public static string Write(ContentItem item) =>
        string.Create(CultureInfo.InvariantCulture, $"{SortAt(item.Fields.ScheduledAt)}_{item.Id}");

    /// <summary>What an item sorts by, in milliseconds since 1970.</summary>
    public static long SortAt(DateTimeOffset? scheduledAt) => scheduledAt?.ToUnixTimeMilliseconds() ?? long.MaxValue;

    /// <summary>Whether a text is a cursor.</summary>
    public static bool IsReadable(string text) => Parse(text) is not null;

    /// <summary>The date and the id that a list goes on after; without a cursor it begins.</summary>
    public static (long Date, string Id) Read(ContentQuery query) =>
        Parse(query.Cursor) ?? (query.Undated ? (long.MaxValue, "") : (long.MinValue, ""));

    private static (long Date, string Id)? Parse(string? text) =>
        text?.Split('_') is [var date, var id] && Guid.TryParseExact(id, "D", out _)
            && long.TryParse(date, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds)
            ? (milliseconds, id)
            : null;
}
