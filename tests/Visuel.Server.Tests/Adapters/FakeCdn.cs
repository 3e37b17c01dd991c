using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Visuel.Server.Blobs;

namespace Visuel.Server.Tests.Adapters;

/// <summary>A CDN before a bucket's folder <c>public/</c>, which keeps what it has fetched until it is told to forget
/// it (<c>PURGE</c>). It can be away.</summary>
internal sealed class FakeCdn : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, byte[]> kept = new(StringComparer.Ordinal);

    private FakeCdn(S3Options origin)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(http => AnswerAsync(http, origin));
    }

    /// <summary>Whether it answers 503 to everything.</summary>
    public bool IsAway { get; set; }

    /// <summary>What it was told to forget.</summary>
    public ConcurrentBag<string> Purged { get; } = [];

    /// <summary>Where it is.</summary>
    public string Address => app.Urls.Single();

    public static async Task<FakeCdn> StartAsync(S3Options origin)
    {
        var cdn = new FakeCdn(origin);
        await cdn.app.StartAsync(TestContext.Current.CancellationToken);
        return cdn;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http, S3Options origin)
    {
        var path = http.Request.Path.Value!;
        if (IsAway)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        else if (http.Request.Method is "PURGE")
        {
            kept.TryRemove(path, out _);
            Purged.Add(path);
        }
        else if (kept.TryGetValue(path, out var bytes)
            || (bytes = await TestBucket.ReadAsync(origin, $"public{path}")) is not null)
        {
            kept[path] = bytes;
            await http.Response.BodyWriter.WriteAsync(http.Request.Method is "HEAD" ? default : bytes);
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }
}
