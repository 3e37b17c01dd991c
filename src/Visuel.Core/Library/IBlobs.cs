using Visuel.Core.Accounts;

namespace Visuel.Core.Library;

/// <summary>Names stored bytes: an image, or its thumbnail of a width.</summary>
public readonly record struct BlobName(WorkspaceId Workspace, ImageId Image, int? Width = null)
{
    /// <summary>The widths thumbnails are made in, in pixels.</summary>
    public static IReadOnlyList<int> ThumbnailWidths { get; } = [320, 640, 1024];
}

/// <summary>Keeps the bytes of images.</summary>
public interface IBlobs
{
    /// <summary>Takes the bytes in under no name yet: most of the work,
    /// while somebody else decides whether they are wanted.</summary>
    /// <exception cref="StorageFullException">There is no room left; nothing was stored.</exception>
    Task<IStagedBlob> StageAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop);

    /// <summary>Stores the bytes; when the task ends they survive a power cut.
    /// Storing the same name again replaces it.</summary>
    /// <exception cref="StorageFullException">There is no room left; nothing was stored.</exception>
    async Task PutAsync(BlobName name, ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        await using var staged = await StageAsync(bytes, stop);
        await staged.PlaceAsync(name, stop);
    }

    /// <summary>The bytes as a stream whose length is known, or null.</summary>
    /// <exception cref="FileUnavailableException">It is there and cannot be read.</exception>
    Task<Stream?> OpenAsync(BlobName name, CancellationToken stop);

    /// <summary>Removes an image and its thumbnails; absent ones are no error.</summary>
    /// <exception cref="FileUnavailableException">Some of it cannot be removed; the call may be made again.</exception>
    Task DeleteAsync(WorkspaceId workspace, ImageId image, CancellationToken stop);
}

/// <summary>Bytes that were taken in and have no name. The bytes given must stay as they are until it is placed; what
/// is never placed is gone with its end.</summary>
public interface IStagedBlob : IAsyncDisposable
{
    /// <summary>Gives them their name; when the task ends they survive a power cut.
    /// What had the name before is replaced.</summary>
    /// <exception cref="StorageFullException">There is no room left; nothing was stored.</exception>
    Task PlaceAsync(BlobName name, CancellationToken stop);
}

/// <summary>One file or its folder cannot be read, written or removed, for instance because it belongs to another user
/// of the machine; others may well be.</summary>
public sealed class FileUnavailableException : StoreUnavailableException
{
    public FileUnavailableException()
    {
    }

    public FileUnavailableException(string message)
        : base(message)
    {
    }

    public FileUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>The store cannot take it: there is no room left. Nothing is half written.</summary>
public sealed class StorageFullException : StoreUnavailableException
{
    public StorageFullException()
    {
    }

    public StorageFullException(string message)
        : base(message)
    {
    }

    public StorageFullException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
