using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Visuel.Core.Library;
using Visuel.Server.Blobs;

namespace Visuel.Server.Tests.Adapters;

/// <summary>Stores that speak S3 and are not Amazon's: they refuse checksums they do not know, and a removal of several
/// objects without a Content-MD5.</summary>
public sealed class OtherBucketsTests : IAsyncLifetime
{
    private readonly List<string> calls = [];
    private readonly List<string> checksums = [];
    private readonly WebApplication app;
    private S3Options options = null!;

    public OtherBucketsTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(AnswerAsync);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await app.StartAsync(Stop);
        options = new S3Options("images", new Uri(app.Urls.Single()), "us-east-1", "test", "test");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task They_get_nothing_that_they_do_not_know()
    {
        using var blobs = new S3Blobs(options);
        using var files = new S3PublicFiles(options);
        var name = new BlobName(new(Guid.CreateVersion7()), new(Guid.CreateVersion7()));
        IBlobs images = blobs;
        await images.PutAsync(name, new byte[1000], Stop);
        await images.PutAsync(name, new byte[9 * 1024 * 1024], Stop);
        await using (var read = await blobs.OpenAsync(name, Stop))
        {
            Assert.Equal(4, read!.Length);
        }

        await blobs.DeleteAsync(name.Workspace, name.Image, Stop);
        await files.PutAsync("0123", "a.webp", new byte[10], "image/webp", Stop);
        await files.RemoveAsync("0123", ["a.webp", "b.webp"], Stop);

        Assert.Empty(checksums);
        Assert.Equal(["DELETE", "GET", "POST", "PUT"], calls.Distinct().Order());
        Assert.Equal(BlobName.ThumbnailWidths.Count + 1 + 2, calls.Count(call => call is "DELETE"));
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var request = http.Request;
        lock (calls)
        {
            calls.Add(request.Method);
            checksums.AddRange(request.Headers.Select(header => header.Key.ToLowerInvariant())
                .Where(header => header.Contains("checksum", StringComparison.Ordinal) || header is "x-amz-trailer"));
        }

        await request.Body.CopyToAsync(Stream.Null, Stop);
        const string Namespace = "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";
        switch (request.Method)
        {
            case "POST" when request.Query.ContainsKey("uploads"):
                await http.Response.WriteAsync(
                    $"<InitiateMultipartUploadResult {Namespace}><Bucket>images</Bucket><Key>k</Key>"
                + "<UploadId>u</UploadId></InitiateMultipartUploadResult>",
                    Stop);
                break;
            case "POST" when request.Query.ContainsKey("uploadId"):
                await http.Response.WriteAsync(
                    $"<CompleteMultipartUploadResult {Namespace}><ETag>\"e\"</ETag></CompleteMultipartUploadResult>",
                    Stop);
                break;
            case "POST":
                http.Response.StatusCode = StatusCodes.Status400BadRequest;
                await http.Response.WriteAsync("<Error><Code>MissingContentMD5</Code></Error>", Stop);
                break;
            case "PUT":
                http.Response.Headers.ETag = "\"e\"";
                break;
            case "GET":
                http.Response.ContentLength = 4;
                await http.Response.BodyWriter.WriteAsync("file"u8.ToArray(), Stop);
                break;
            default:
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
        }
    }
}
