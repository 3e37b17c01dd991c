using Visuel.Core.Accounts;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Core.Quota;

namespace Visuel.Core.Library;

/// <summary>Keeps the records of images. Their bytes are with <see cref="IBlobs"/>.</summary>
public interface ILibrary
{
    /// <summary>Writes the record, links it to the content items of all who wait for it, spends the credit and ends the
    /// generation: together, as <see cref="EndRules.Keep"/> decides. Called again for the same image it changes nothing
    /// and says how the credit stands.</summary>
    /// <param name="image">The record; its file is already durable.</param>
    /// <param name="limit">The limit in force, for a credit that was released meanwhile.</param>
    /// <param name="evenIfLate">Whether to keep it also when its generation was settled meanwhile; see
    /// <see cref="KeepOutcome.SettledAsLost"/>.</param>
    /// <param name="now">When.</param>
    /// <param name="stop">Gives up before the write; never half way.</param>
    Task<KeepOutcome> KeepAsync(Image image, int? limit, bool evenIfLate, DateTimeOffset now, CancellationToken stop);

    /// <summary>The image, or null when this workspace has none of this id.</summary>
    Task<Image?> FindAsync(WorkspaceId workspace, ImageId id, CancellationToken stop);

    /// <summary>The newest image of this workspace kept under the key, or null.</summary>
    Task<Image?> FindCachedAsync(WorkspaceId workspace, string cacheKey, CancellationToken stop);

    /// <summary>The image a generation drew, or null.</summary>
    Task<Image?> FindByGenerationAsync(GenerationId generation, CancellationToken stop);

    /// <summary>Images of the workspace, newest first.</summary>
    Task<Page<Image>> ListAsync(WorkspaceId workspace, ImageQuery query, CancellationToken stop);

    /// <summary>Puts an image on a content item, as its newest; already there, it changes nothing.
    /// False when either is gone.</summary>
    Task<bool> LinkAsync(
        WorkspaceId workspace, ImageId id, ContentItemId content, DateTimeOffset now, CancellationToken stop);

    /// <summary>Sets what its owner may change; a null argument leaves the value.
    /// The new record, or null when it is gone.</summary>
    Task<Image?> UpdateAsync(
        WorkspaceId workspace, ImageId id, bool? favourite, string? altText, CancellationToken stop);

    /// <summary>Removes the record with its cache entry and its links. False when it is gone already.</summary>
    Task<bool> DeleteAsync(WorkspaceId workspace, ImageId id, CancellationToken stop);
}

/// <summary>Which images to list.</summary>
/// <param name="Text">Words the title, brief or prompt must contain, or null.</param>
/// <param name="Content">Only those on this content item, or null.</param>
/// <param name="Cursor">Where the last part ended, or null.</param>
/// <param name="Limit">The most rows to give.</param>
public sealed record ImageQuery(string? Text, ContentItemId? Content, string? Cursor, int Limit);

/// <summary>What became of an image that was to be kept.</summary>
public abstract record KeepOutcome
{
    private KeepOutcome()
    {
    }

    /// <summary>It is kept, and its credit stands like this.</summary>
    public sealed record Kept(CreditState Credit) : KeepOutcome;

    /// <summary>Its generation was settled as lost meanwhile, and whoever did so may remove the file of this id at any
    /// time. Keep it under another id.</summary>
    public sealed record SettledAsLost : KeepOutcome;

    /// <summary>Its workspace was removed meanwhile, and there is nowhere to keep it.</summary>
    public sealed record WorkspaceGone : KeepOutcome;
}
