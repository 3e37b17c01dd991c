using Visuel.Core.Calendar;
using Visuel.Core.Library;

namespace Visuel.Server.Features.Calendar;

/// <summary>A content item while it is being typed: day and hour apart, as people think of them.</summary>
public sealed class ContentForm
{
    public ContentType Type { get; set; } = ContentType.Article;

    public string Title { get; set; } = "";

    public string? Description { get; set; }

    public DateOnly? Day { get; set; }

    public TimeOnly? Time { get; set; }

    public Channel? Channel { get; set; }

    public ContentStatus Status { get; set; } = ContentStatus.Draft;

    public ImageId? Cover { get; set; }

    /// <summary>An item that is not saved yet.</summary>
    public static ContentForm New(DateOnly day) => new() { Day = day, Time = MoveContent.DefaultTime };

    /// <summary>An item as it was read.</summary>
    public static ContentForm Of(ContentFields fields, TimeZoneInfo zone)
    {
        var local = fields.ScheduledAt is { } at ? WallClock.ToLocal(at, zone) : (DateTime?)null;
        return new ContentForm
        {
            Type = fields.Type,
            Title = fields.Title,
            Description = fields.Description,
            Day = local is { } day ? DateOnly.FromDateTime(day) : null,
            Time = local is { } hour && !fields.AllDay ? TimeOnly.FromDateTime(hour) : null,
            Channel = fields.Channel,
            Status = fields.Status,
            Cover = fields.Cover,
        };
    }

    /// <summary>What is to be saved. A day without an hour is a whole day.</summary>
    public ContentFields ToFields(TimeZoneInfo zone) => new(
        Type,
        Title,
        Description,
        Day is { } day ? WallClock.ToInstant(day.ToDateTime(Time ?? TimeOnly.MinValue), zone) : null,
        zone.Id,
        Day is not null && Time is null,
        Channel,
        Status,
        Cover);
}
