using System.Runtime.InteropServices;
using Amazon.Runtime;
using Amazon.S3;
using Visuel.Core;

namespace Visuel.Server.Blobs;

/// <summary>How a bucket is spoken to, and what its silence means.</summary>
internal static class S3Client
{
    /// <summary>Connects to nothing yet.</summary>
    public static AmazonS3Client Open(S3Options options) => new(
        new BasicAWSCredentials(options.AccessKeyId, options.SecretAccessKey),
        new AmazonS3Config
        {
            ServiceURL = options.Endpoint.ToString(),
            AuthenticationRegion = options.Region,
            ForcePathStyle = true,
            Timeout = TimeSpan.FromSeconds(30),
            MaxErrorRetry = 2,
            // By default the SDK sends CRC checksums as trailers, and asks for them in answers.
            // Amazon knows them; other stores refuse such uploads.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });

    /// <summary>The bytes as a stream to be sent, without a copy where there need not be one.</summary>
    public static MemoryStream Read(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);

    /// <summary>Removes objects, absent ones too. One request each: of a request for several, other stores than
    /// Amazon's ask a Content-MD5, which the SDK no longer sends, and some have no such request.</summary>
    /// <exception cref="StoreUnavailableException">It does not answer, or refuses.</exception>
    public static Task RemoveAsync(
        AmazonS3Client client, string bucket, IEnumerable<string> keys, CancellationToken stop) =>
        GuardAsync(() => Task.WhenAll(keys.Select(key => client.DeleteObjectAsync(bucket, key, stop))), stop);

    /// <summary>Does something with it.</summary>
    /// <exception cref="StoreUnavailableException">It does not answer, or refuses.</exception>
    public static async Task<T> GuardAsync<T>(Func<Task<T>> work, CancellationToken stop)
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (
            error is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or
                TimeoutException
            || (error is OperationCanceledException && !stop.IsCancellationRequested))
        {
            throw new StoreUnavailableException("The object storage does not answer, or refuses.", error);
        }
    }
}
