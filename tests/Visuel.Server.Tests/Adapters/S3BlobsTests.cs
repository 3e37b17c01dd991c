using Amazon.Runtime;
using Amazon.S3;
using Visuel.Core;
using Visuel.Core.Library;
using Visuel.Server.Blobs;
using Visuel.Server.Tests.Contracts;

namespace Visuel.Server.Tests.Adapters;

public sealed class S3BlobsTests : BlobsContract
{
    private readonly S3Options options = TestBucket.Options();
    private S3Blobs? blobs;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_larger_than_a_part_is_sent_in_parts_and_is_whole()
    {
        var name = new BlobName(new(Guid.CreateVersion7()), new(Guid.CreateVersion7()));
        var bytes = new byte[20 * 1024 * 1024];
        new Random(7).NextBytes(bytes);
        await Blobs.PutAsync(name, bytes, Stop);
        await using var read = await Blobs.OpenAsync(name, Stop);
        var back = new byte[read!.Length];
        await read.ReadExactlyAsync(back, Stop);
        Assert.True(bytes.AsSpan().SequenceEqual(back));
    }

    [Fact]
    public async Task An_image_is_kept_for_ever_by_caches_of_its_owner_alone()
    {
        var name = new BlobName(new(Guid.CreateVersion7()), new(Guid.CreateVersion7()));
        await Blobs.PutAsync(name, new byte[] { 1 }, Stop);
        using var client = TestBucket.Client(options);
        var kept = await client.GetObjectMetadataAsync(options.Bucket, $"{name.Workspace}/{name.Image}", Stop);
        Assert.Equal(["immutable", "max-age=31536000", "private"], kept.Headers.CacheControl.Split(", ").Order());
        Assert.Equal("image/png", kept.Headers.ContentType);
    }

    [Fact]
    public async Task A_storage_that_is_away_or_has_no_such_bucket_is_an_outage_and_no_missing_image()
    {
        var name = new BlobName(new(Guid.CreateVersion7()), new(Guid.CreateVersion7()));
        using var away = new S3Blobs(options with { Endpoint = new Uri("http://127.0.0.1:9") });
        using var elsewhere = new S3Blobs(options with { Bucket = $"absent-{Guid.NewGuid():N}" });
        foreach (var broken in (IBlobs[])[away, elsewhere])
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(() => broken.OpenAsync(name, Stop));
            await Assert.ThrowsAsync<StoreUnavailableException>(() => broken.PutAsync(name, new byte[] { 1 }, Stop));
        }
    }

    // A bucket that is gone: moto holds no object fast.
    protected override async Task<IBlobs> HoldFastAsync(BlobName kept)
    {
        await Blobs.DeleteAsync(kept.Workspace, kept.Image, Stop);
        using var client = TestBucket.Client(options);
        await client.DeleteBucketAsync(options.Bucket, Stop);
        return Blobs;
    }

    protected override async Task<IBlobs> OpenAsync()
    {
        using var client = TestBucket.Client(options);
        await client.PutBucketAsync(options.Bucket, Stop);
        return blobs = new S3Blobs(options);
    }

    public override ValueTask DisposeAsync()
    {
        blobs?.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>A bucket of its own on the server that <c>S3_ENDPOINT</c> names.</summary>
internal static class TestBucket
{
    public static S3Options Options() =>
        new($"visuel-test-{Guid.NewGuid():N}", new Uri(Servers.Required("S3_ENDPOINT")), "us-east-1", Setting(
            "S3_ACCESS_KEY_ID"), Setting("S3_SECRET_ACCESS_KEY"));

    public static AmazonS3Client Client(S3Options options) => new(
        new BasicAWSCredentials(options.AccessKeyId, options.SecretAccessKey),
        new AmazonS3Config
        {
            ServiceURL = options.Endpoint.ToString(),
            AuthenticationRegion = options.Region,
            ForcePathStyle = true,
        });

    /// <summary>A bucket of its own, made.</summary>
    public static async Task<S3Options> MakeAsync()
    {
        var options = Options();
        using var client = Client(options);
        await client.PutBucketAsync(options.Bucket, TestContext.Current.CancellationToken);
        return options;
    }

    /// <summary>What tells a server to keep images there.</summary>
    public static IEnumerable<(string Name, string Value)> Settings(S3Options options) =>
    [
        ("S3_BUCKET", options.Bucket), ("S3_ENDPOINT", options.Endpoint.ToString()),
        ("S3_ACCESS_KEY_ID", options.AccessKeyId), ("S3_SECRET_ACCESS_KEY", options.SecretAccessKey),
    ];

    /// <summary>The bytes of an object, or null.</summary>
    public static async Task<byte[]?> ReadAsync(S3Options options, string key)
    {
        using var client = Client(options);
        try
        {
            using var found = await client.GetObjectAsync(options.Bucket, key, TestContext.Current.CancellationToken);
            using var bytes = new MemoryStream();
            await found.ResponseStream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
            return bytes.ToArray();
        }
        catch (AmazonS3Exception absent) when (absent.StatusCode is System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>The ids of the images in it.</summary>
    public static async Task<IReadOnlyList<string>> ListAsync(S3Options options)
    {
        using var client = Client(options);
        var keys = new List<string>();
        await foreach (var kept in client.Paginators.ListObjectsV2(new() { BucketName = options.Bucket }).S3Objects)
        {
            keys.Add(kept.Key);
        }

        return [.. keys.Where(key => !key.StartsWith("public/", StringComparison.Ordinal))
            .Select(key => key.Split('/')[1]).Where(name => !name.Contains('.', StringComparison.Ordinal)).Order()];
    }

    private static string Setting(string name) => Environment.GetEnvironmentVariable(name) ?? "test";
}
