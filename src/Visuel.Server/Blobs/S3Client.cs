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
        });

    /// <summary>The bytes as a stream to be sent, without a copy where there need not be one.</summary>
    public static MemoryStream Read(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);

    /// <summary>Does something with it.</summary>
    /// <exception cref="StoreUnavailableException">It does not answer, or refuses.</exception>
    public static async Task<T> GuardAsync<T>(Func<Task<T>> work, CancellationToken stop)
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (
            error is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or TimeoutException
            || (error is OperationCanceledException && !stop.IsCancellationRequested))
        {
            throw new StoreUnavailableException("The object storage does not answer, or refuses.", error);
        }
    }
}
