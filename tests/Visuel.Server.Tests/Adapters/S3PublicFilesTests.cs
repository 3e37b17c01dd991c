using Visuel.Core.Library;
using Visuel.Server.Blobs;
using Visuel.Server.Tests.Contracts;

namespace Visuel.Server.Tests.Adapters;

public sealed class S3PublicFilesTests : PublicFilesContract
{
    private S3Options options = null!;
    private S3PublicFiles? files;

    [Fact]
    public async Task A_file_may_be_kept_for_ever_by_everybody()
    {
        await Files.PutAsync("0123", "320.webp", new byte[] { 1 }, "image/webp", TestContext.Current.CancellationToken);
        using var client = TestBucket.Client(options);
        var kept = await client.GetObjectMetadataAsync(
            options.Bucket, "public/0123/320.webp", TestContext.Current.CancellationToken);
        Assert.Equal(["immutable", "max-age=31536000", "public"], kept.Headers.CacheControl.Split(", ").Order());
        Assert.Equal("image/webp", kept.Headers.ContentType);
    }

    protected override async Task<IPublicFiles> OpenAsync()
    {
        options = await TestBucket.MakeAsync();
        return files = new S3PublicFiles(options);
    }

    protected override Task<byte[]?> ReadAsync(string copy, string file) =>
        TestBucket.ReadAsync(options, $"public/{copy}/{file}");

    public override ValueTask DisposeAsync()
    {
        files?.Dispose();
        return ValueTask.CompletedTask;
    }
}
