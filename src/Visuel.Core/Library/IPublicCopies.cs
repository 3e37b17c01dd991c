using Visuel.Core.Accounts;

namespace Visuel.Core.Library;

/// <summary>How far a public copy is.</summary>
public enum PublicCopyState
{
    /// <summary>It is to be made.</summary>
    Due,

    /// <summary>It is there, and its address is told.</summary>
    Served,

    /// <summary>It is to be removed.</summary>
    Removing,
}

/// <summary>A copy of an image for everybody who knows its name.</summary>
/// <param name="Image">Of which image; it may be gone already.</param>
/// <param name="Workspace">Whose that is.</param>
/// <param name="Name">128 random bits, in lower-case hexadecimal.</param>
/// <param name="State">How far it is.</param>
/// <param name="Attempts">How often it was tried in vain.</param>
public sealed record PublicCopy(ImageId Image, WorkspaceId Workspace, string Name, PublicCopyState State, int Attempts);

/// <summary>Keeps which workspaces publish their images, and the copies that are to be made and removed. A copy is
/// noted in the transaction that keeps its image, and its removal in the one that removes it;
/// see <see cref="ILibrary"/>.</summary>
public interface IPublicCopies
{
    /// <summary>Whether images of this workspace that are kept from now on get a copy.</summary>
    Task<bool> IsPublishingAsync(WorkspaceId workspace, CancellationToken stop);

    /// <summary>Publishes what is kept from now on, or no longer:
    /// then every copy of the workspace is to be removed.</summary>
    Task SetPublishingAsync(WorkspaceId workspace, bool isPublishing, DateTimeOffset now, CancellationToken stop);

    /// <summary>Copies whose time has come, the longest due first, for the caller alone until
    /// <paramref name="until"/>.</summary>
    Task<IReadOnlyList<PublicCopy>> TakeAsync(
        DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken stop);

    /// <summary>Notes that a copy is there, also again. False, and nothing changes,
    /// when it is to be removed meanwhile, or is gone.</summary>
    Task<bool> ServeAsync(ImageId image, CancellationToken stop);

    /// <summary>Counts an attempt in vain, and puts the next off.</summary>
    Task DelayAsync(ImageId image, DateTimeOffset until, CancellationToken stop);

    /// <summary>Notes that a copy is gone, or that there is nothing to make it of.</summary>
    Task ForgetAsync(ImageId image, CancellationToken stop);
}
