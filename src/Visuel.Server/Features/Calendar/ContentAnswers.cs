using Visuel.Client.Wire;
using Visuel.Core.Calendar;
using Visuel.Server.Answers;

namespace Visuel.Server.Features.Calendar;

/// <summary>Content items as the API tells them.</summary>
internal static class ContentAnswers
{
    /// <summary>An item as the API tells it.</summary>
    public static ContentAnswer ToAnswer(this ContentItem item) => new(
        item.Id.Value, WireName.Of(item.Fields.Type), item.Fields.Title, item.Fields.Description,
        item.Fields.ScheduledAt, item.Fields.TimeZone, item.Fields.AllDay,
        item.Fields.Channel is { } channel ? WireName.Of(channel) : null, WireName.Of(item.Fields.Status),
        [.. item.Images.Select(image => image.Value)], item.Cover?.Value, item.Version, item.CreatedAt, item.UpdatedAt);
}
