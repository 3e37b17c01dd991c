using Amazon.S3;
using Amazon.S3.Model;
using Visuel.Core.Library;

namespace Visuel.Server.Blobs;

/// <summary>Public files in the bucket, under <c>public/{copy}/{file}</c>:
/// the only part of it that a CDN is to reach.</summary>
public sealed class S3PublicFiles(S3Options options) : IPublicFiles, IDisposable
{
    private readonly AmazonS3Client client = S3Client.Open(options);

    public async Task PutAsync(
        string copy, string file, ReadOnlyMemory<byte> bytes, string mediaType, CancellationToken stop)
    {
        await using var content = S3Client.Read(bytes);
        var put = new PutObjectRequest
        {
            BucketName = options.Bucket,
            Key = KeyOf(copy, file),
            InputStream = content,
            ContentType = mediaType,
            AutoCloseStream = false,
        };
        // It never changes: what becomes of an image later has another name.
        put.Headers.CacheControl = "public, max-age=31536000, immutable";
        await S3Client.GuardAsync(() => client.PutObjectAsync(put, stop), stop);
    }

    public Task RemoveAsync(string copy, IReadOnlyList<string> files, CancellationToken stop) =>
        S3Client.RemoveAsync(client, options.Bucket, files.Select(file => KeyOf(copy, file)), stop);

    public void Dispose() => client.Dispose();

    private static string KeyOf(string copy, string file) => $"public/{copy}/{file}";
}
