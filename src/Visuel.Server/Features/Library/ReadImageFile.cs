using System.IO.Hashing;
using Visuel.Core.Library;

namespace Visuel.Server.Features.Library;

/// <summary>Reads an image's file and verifies it.</summary>
public sealed partial class ReadImageFile(IBlobs blobs, ILogger<ReadImageFile> logger)
{
    /// <summary>The file, or null when it is gone or is not the file that was kept. Whoever is done with it gives it
    /// back with <see cref="PooledBytes.Release"/>.</summary>
    /// <exception cref="FileUnavailableException">It cannot be opened, or not be read to its end.</exception>
    public async Task<ReadOnlyMemory<byte>?> RunAsync(Image image, CancellationToken stop)
    {
        await using var file = await blobs.OpenAsync(new BlobName(image.Workspace, image.Id), stop);
        if (file is null)
        {
            Log.Missing(logger, image.Id);
            return null;
        }

        var bytes = PooledBytes.Rent((int)file.Length);
        try
        {
            await file.ReadExactlyAsync(bytes, stop);
        }
        catch (IOException broken)
        {
            throw new FileUnavailableException("The file of an image could not be read to its end.", broken);
        }

        if (HashOf(bytes.Span) == image.File.Hash)
        {
            return bytes;
        }

        PooledBytes.Release(bytes);
        Log.Damaged(logger, image.Id);
        return null;
    }

    /// <summary>As <see cref="RunAsync"/>, and null too where the file cannot be read: for whoever reads many, where
    /// one that belongs to another user of the machine is not to keep the others.</summary>
    public async Task<ReadOnlyMemory<byte>?> ReadAmongOthersAsync(Image image, CancellationToken stop)
    {
        try
        {
            return await RunAsync(image, stop);
        }
        catch (FileUnavailableException error)
        {
            Log.Unreadable(logger, image.Id, error.InnerException?.Message ?? error.Message);
            return null;
        }
    }

    /// <summary>XxHash128 in lower-case hexadecimal.</summary>
    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(XxHash128.Hash(bytes));

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The file of image {Image} is missing")]
        public static partial void Missing(ILogger logger, ImageId image);

        [LoggerMessage(LogLevel.Error, "The file of image {Image} is damaged: its hash differs from its record's")]
        public static partial void Damaged(ILogger logger, ImageId image);

        [LoggerMessage(LogLevel.Error, "The file of image {Image} cannot be read: {Reason}")]
        public static partial void Unreadable(ILogger logger, ImageId image, string reason);
    }
}
