namespace Visuel.Client.Wire;

/// <summary>Makes or replaces a content item.</summary>
public sealed record ContentRequest
{
    /// <summary><c>article</c> (default), <c>social</c>, <c>ad</c> or <c>image</c>.</summary>
    public string? Type { get; init; }

    /// <summary>1 to 300 characters.</summary>
    public required string Title { get; init; }

    /// <summary>At most 2,000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>When it appears, from 1970 to 2999 (UTC), or null while it has no date.</summary>
    public DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>IANA name; by default the account's.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Whether only the day counts.</summary>
    public bool? AllDay { get; init; }

    /// <summary><c>blog</c>, <c>instagram</c>, <c>linkedin</c>, <c>facebook</c>, <c>x</c>, <c>tiktok</c>,
    /// <c>newsletter</c>, <c>other</c> or null.</summary>
    public string? Channel { get; init; }

    /// <summary><c>idea</c>, <c>draft</c> (default), <c>scheduled</c> or <c>published</c>.</summary>
    public string? Status { get; init; }

    /// <summary>The image shown for it, or null for its newest.</summary>
    public Guid? CoverImageId { get; init; }

    /// <summary>The version that was read; needed to replace, ignored when making.</summary>
    public int? Version { get; init; }
}

/// <summary>A content item.</summary>
/// <param name="Id">Content id.</param>
/// <param name="Type">What it is.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">More about it, or null.</param>
/// <param name="ScheduledAt">When it appears, or null.</param>
/// <param name="TimeZone">IANA name; the wall clock its date was meant in.</param>
/// <param name="AllDay">Whether only the day counts.</param>
/// <param name="Channel">Where it appears, or null.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="ImageIds">Its images, newest first.</param>
/// <param name="CoverImageId">The image shown for it, or null.</param>
/// <param name="Version">Grows with every change.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it last changed.</param>
public sealed record ContentAnswer(
    Guid Id, string Type, string Title, string? Description, DateTimeOffset? ScheduledAt, string TimeZone, bool AllDay,
    string? Channel, string Status, IReadOnlyList<Guid> ImageIds, Guid? CoverImageId, int Version,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
