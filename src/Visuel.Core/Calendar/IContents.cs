using Visuel.Core.Accounts;

namespace Visuel.Core.Calendar;

/// <summary>Keeps content items.</summary>
public interface IContents
{
    /// <summary>Adds an item.</summary>
    Task AddAsync(ContentItem item, CancellationToken stop);

    /// <summary>The item with its images, or null when this workspace has none of this id.</summary>
    Task<ContentItem?> FindAsync(WorkspaceId workspace, ContentItemId id, CancellationToken stop);

    /// <summary>Replaces the fields if the item still has <paramref name="version"/>:
    /// of two writers who read the same version, one wins.</summary>
    Task<UpdateOutcome> UpdateAsync(
        WorkspaceId workspace, ContentItemId id, ContentFields fields, int version, DateTimeOffset now,
        CancellationToken stop);

    /// <summary>Removes the item; its images stay in the library. Returns false when there is no such item.</summary>
    Task<bool> DeleteAsync(WorkspaceId workspace, ContentItemId id, CancellationToken stop);

    /// <summary>Items of the workspace by date, those without a date last.</summary>
    Task<Page<ContentItem>> ListAsync(WorkspaceId workspace, ContentQuery query, CancellationToken stop);
}

/// <summary>Which items to list; a null field does not narrow.</summary>
/// <param name="From">Scheduled at or after this instant.</param>
/// <param name="To">Scheduled before this instant.</param>
/// <param name="Type">Of this type.</param>
/// <param name="Status">In this status.</param>
/// <param name="Channel">On this channel.</param>
/// <param name="Text">With these words in the title or description.</param>
/// <param name="Cursor">Where the last part ended.</param>
/// <param name="Limit">The most rows to give.</param>
/// <param name="Undated">Only those without a date.</param>
public sealed record ContentQuery(
    DateTimeOffset? From,
    DateTimeOffset? To,
    ContentType? Type,
    ContentStatus? Status,
    Channel? Channel,
    string? Text,
    string? Cursor,
    int Limit,
    bool Undated = false);

/// <summary>The outcome of a change to an item.</summary>
public abstract record UpdateOutcome
{
    private UpdateOutcome()
    {
    }

    /// <summary>The item as it is now.</summary>
    public sealed record Updated(ContentItem Item) : UpdateOutcome;

    /// <summary>Another writer changed the item first; this is its present form.</summary>
    public sealed record Conflict(ContentItem Current) : UpdateOutcome;

    /// <summary>There is no such item.</summary>
    public sealed record Missing : UpdateOutcome;
}
