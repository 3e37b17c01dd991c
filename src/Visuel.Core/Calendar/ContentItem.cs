using Visuel.Core.Accounts;
using Visuel.Core.Library;

namespace Visuel.Core.Calendar;

/// <summary>Names a content item.</summary>
public readonly record struct ContentItemId(Guid Value)
{
    /// <summary>The canonical 36-character form, as on the wire.</summary>
    public override string ToString() => Value.ToString();
}

/// <summary>What a content item is. It chooses the recipe of its image.</summary>
public enum ContentType
{
    Article,
    Social,
    Ad,
    Image,
}

/// <summary>How far a content item has come.</summary>
public enum ContentStatus
{
    Idea,
    Draft,
    Scheduled,
    Published,
}

/// <summary>Where a content item will appear.</summary>
public enum Channel
{
    Blog,
    Instagram,
    Linkedin,
    Facebook,
    X,
    Tiktok,
    Newsletter,
    Other,
}

/// <summary>What the calendar holds.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Workspace">Whose it is.</param>
/// <param name="Fields">What its owner writes.</param>
/// <param name="Images">Its images, newest first.</param>
/// <param name="Version">Grows by one with every change of its fields, from 1.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When its fields last changed.</param>
public sealed record ContentItem(
    ContentItemId Id,
    WorkspaceId Workspace,
    ContentFields Fields,
    IReadOnlyList<ImageId> Images,
    int Version,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    /// <summary>The image shown for it: the chosen one while it is still there, else the newest.</summary>
    public ImageId? Cover =>
        Fields.Cover is { } chosen && Images.Contains(chosen) ? chosen : Images.Count > 0 ? Images[0] : null;
}

/// <summary>What the owner of a content item writes.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Title">Its title, 1 to 300 characters.</param>
/// <param name="Description">More about it, at most 2,000 characters, or null.</param>
/// <param name="ScheduledAt">When it appears, or null while it has no date.</param>
/// <param name="TimeZone">IANA name; the wall clock the date was meant in.</param>
/// <param name="AllDay">Whether only the day counts.</param>
/// <param name="Channel">Where it appears, or null.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Cover">The image chosen for it, or null for the newest.</param>
public sealed record ContentFields(
    ContentType Type,
    string Title,
    string? Description,
    DateTimeOffset? ScheduledAt,
    string TimeZone,
    bool AllDay,
    Channel? Channel,
    ContentStatus Status,
    ImageId? Cover);
