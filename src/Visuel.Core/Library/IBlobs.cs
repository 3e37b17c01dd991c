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
    /// <summary>Stores the bytes; when the task ends they survive a power cut. Storing the same name again replaces it.</summary>
    /// <exception cref="StorageFullException">There is no room left; nothing was stored.</exception>
    Task PutAsync(BlobName name, ReadOnlyMemory<byte> bytes, CancellationToken stop);

    /// <summary>The bytes as a stream whose length is known, or null.</summary>
    Task<Stream?> OpenAsync(BlobName name, CancellationToken stop);

    /// <summary>Removes an image and its thumbnails; absent ones are no error.</summary>
    Task DeleteAsync(WorkspaceId workspace, ImageId image, CancellationToken stop);
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
