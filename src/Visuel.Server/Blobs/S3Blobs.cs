using System.Globalization;
using System.Net;
using Amazon.S3;
using Amazon.S3.Transfer;
using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Core.Library;

namespace Visuel.Server.Blobs;

/// <summary>Images in an S3-compatible bucket, under <c>{workspace}/{image}</c> and, for thumbnails,
/// <c>{workspace}/{image}.{width}.webp</c>. An object is there whole or not at all,
/// and all nodes see it at once.</summary>
public sealed class S3Blobs : IBlobs, IDisposable
{
    // Above this, in parts of this size, each of which is sent again by itself.
    private const long PartBytes = 8 * 1024 * 1024;

    private readonly AmazonS3Client client;
    private readonly TransferUtility transfer;
    private readonly string bucket;

    /// <summary>Connects to nothing yet.</summary>
    public S3Blobs(S3Options options)
    {
        bucket = options.Bucket;
        client = S3Client.Open(options);
        transfer = new TransferUtility(client, new TransferUtilityConfig { MinSizeBeforePartUpload = PartBytes });
    }

    /// <summary>Nothing is sent before it has its name: S3 has no way to rename.</summary>
    public Task<IStagedBlob> StageAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop) =>
        Task.FromResult<IStagedBlob>(new StagedBytes(this, bytes));

    public async Task<Stream?> OpenAsync(BlobName name, CancellationToken stop)
    {
        try
        {
            return await S3Client.GuardAsync(
                async () => new KnownLengthStream(await client.GetObjectAsync(bucket, KeyOf(name), stop)), stop);
        }
        catch (StoreUnavailableException error)
            when (error.InnerException is AmazonS3Exception { StatusCode: HttpStatusCode.NotFound } refused
                && refused.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
    }

    public async Task DeleteAsync(WorkspaceId workspace, ImageId image, CancellationToken stop)
    {
        var names = BlobName.ThumbnailWidths.Select(width => new BlobName(workspace, image, width))
            .Append(new BlobName(workspace, image));
        try
        {
            await S3Client.RemoveAsync(client, bucket, names.Select(KeyOf), stop);
        }
        catch (StoreUnavailableException error) when (
            error.InnerException is AmazonS3Exception { StatusCode: HttpStatusCode.Forbidden })
        {
            // The bucket answered, and keeps these: a lock, or a policy of theirs.
            throw new FileUnavailableException("The bucket does not remove the files of an image.", error);
        }
    }

    public void Dispose()
    {
        transfer.Dispose();
        client.Dispose();
    }

    private static string KeyOf(BlobName name) =>
        name.Width is { } width
            ? string.Create(CultureInfo.InvariantCulture, $"{name.Workspace}/{name.Image}.{width}.webp")
            : $"{name.Workspace}/{name.Image}";

    private async Task PutAsync(BlobName name, ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        await using var content = S3Client.Read(bytes);
        var upload = new TransferUtilityUploadRequest
        {
            BucketName = bucket,
            Key = KeyOf(name),
            InputStream = content,
            PartSize = PartBytes,
            ContentType = name.Width is null ? "image/png" : "image/webp",
            AutoCloseStream = false,
        };
        upload.Headers.CacheControl = "private, max-age=31536000, immutable";
        await S3Client.GuardAsync(
            async () =>
            {
                await transfer.UploadAsync(upload, stop);
                return true;
            },
            stop);
    }

    private sealed class StagedBytes(S3Blobs blobs, ReadOnlyMemory<byte> bytes) : IStagedBlob
    {
        public Task PlaceAsync(BlobName name, CancellationToken stop) => blobs.PutAsync(name, bytes, stop);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
