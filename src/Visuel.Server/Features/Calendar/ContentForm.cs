using Visuel.Core.Calendar;
using Visuel.Core.Library;

namespace Visuel.Server.Features.Calendar;

/// <summary>A content item while it is being typed: day and hour apart, as people think of them.</summary>
public sealed class ContentForm
{
    private ContentFields? before;

    /// <summary>The time zone in which day and time are typed; null for the account's own.</summary>
    public string? TimeZone => before?.TimeZone;

    public ContentType Type { get; set; } = ContentType.Article;

    public string Title { get; set; } = "";

    public string? Description { get; set; }

    public DateOnly? Day { get; set; }

    public TimeOnly? Time { get; set; }

    public Channel? Channel { get; set; }

    public ContentStatus Status { get; set; } = ContentStatus.Draft;

    public ImageId? Cover { get; set; }

    /// <summary>An item that is not saved yet.</summary>
    public static ContentForm New(DateOnly day) => new() { Day = day, Time = Schedule.DefaultTime };

    /// <summary>An item as it was read, in its own time zone.</summary>
    public static ContentForm Of(ContentFields fields)
    {
        var (day, time) = Schedule.Typed(fields);
        return new ContentForm
        {
            Type = fields.Type,
            Title = fields.Title,
            Description = fields.Description,
            before = fields,
            Day = day,
            Time = time,
            Channel = fields.Channel,
            Status = fields.Status,
            Cover = fields.Cover,
        };
    }

    /// <summary>What is to be saved. A day without an hour is a whole day.</summary>
    /// <param name="zone">The time zone of an item that is not saved yet.</param>
    public ContentFields ToFields(TimeZoneInfo zone)
    {
        var fields = new ContentFields(
            Type, Title, Description, before?.ScheduledAt, before?.TimeZone ?? zone.Id, before?.AllDay ?? false,
            Channel, Status, Cover);
        return Schedule.With(fields, Day, Time);
    }
}
