using System.Globalization;
using SkiaSharp;
using Visuel.Core.Generation;
using Visuel.Server.Tests.Engines.HuggingFace;
using Visuel.Server.Tests.Fakes;
using Visuel.Server.Tests.Pages;

namespace Visuel.Server.Tests.Start;

/// <summary>How much the program grows while it draws, measured on the program itself in a process of its own.
/// The figures are added to <c>artifacts/memory.txt</c>.</summary>
public sealed class MemoryTests
{
    private const int Drawings = 64;
    private const long Allowed = Drawings * 4L * 1024 * 1024;

    [Theory]
    [InlineData("fal-ai", "png", 1024)]
    [InlineData("nscale", "png", 1024)]
    [InlineData("fal-ai", "jpeg", 1024)]
    [InlineData("fal-ai", "png", 1080)]
    public async Task Sixty_four_drawings_at_once_stay_below_four_megabytes_each(
        string provider, string format, int side)
    {
        if (Environment.GetEnvironmentVariable("VISUEL_TEST_ALL") is null || !OperatingSystem.IsLinux())
        {
            Assert.Skip("Measured by ./test all, on Linux.");
        }

        using var program = new TemporaryFolder();
        using var home = new TemporaryFolder();
        await PublishedServerTests.PublishAsync(program.Path, isDelivered: true);
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.Maps(ImageModels.StableDiffusionXl.Id, EngineUnderTest.Mapping(provider));
        hf.Draws(new FakePicture { Bytes = Noise(format), Format = format, Delay = TimeSpan.FromSeconds(3) });
        await File.WriteAllLinesAsync(
            Path.Combine(home.Path, ".env.local"), hf.Settings.Select(setting => $"{setting.Key}={setting.Value}"),
            TestContext.Current.CancellationToken);
        await using var server = await RunningServer.StartAsync(
            Path.Combine(program.Path, "Visuel.Server.dll"), home.Path);
        using var owner = new Visitor(server.Address);
        await owner.RegisterAsync("owner");
        await DrawAsync(owner, 4, 0, side);
        var before = server.ResidentBytes;

        var drawing = DrawAsync(owner, Drawings, 1000, side);
        var (peak, clock) = (before, System.Diagnostics.Stopwatch.StartNew());
        while (!drawing.IsCompleted)
        {
            peak = Math.Max(peak, server.ResidentBytes);
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        Assert.All(await drawing, status => Assert.Equal(200, status));
        var grown = string.Create(
            CultureInfo.InvariantCulture,
            $"{provider} {format}, kept at {side}: {clock.ElapsedMilliseconds} ms, {before / 1048576} MB before, " +
            $"{peak / 1048576} MB at most, {(peak - before) / 1048576.0 / Drawings:F2} MB a drawing");
        await File.AppendAllLinesAsync(
            Path.Combine(PublishedServerTests.RootFolder(), "artifacts", "memory.txt"), [grown],
            TestContext.Current.CancellationToken);
        Assert.True(peak - before < Allowed, grown);
    }

    [Fact]
    public async Task A_session_that_opens_page_after_page_is_stopped_before_it_takes_the_memory_of_others()
    {
        if (Environment.GetEnvironmentVariable("VISUEL_TEST_ALL") is null || !OperatingSystem.IsLinux())
        {
            Assert.Skip("Measured by ./test all, on Linux.");
        }

        using var place = new Reliability.Installation();
        await using var server = await place.StartAsync();
        using var owner = await place.SignUpAsync(server, "owner");
        var before = server.ResidentBytes;
        var pages = new List<CircuitClient>();
        for (var number = 0; number < 6000; number++)
        {
            if (await CircuitClient.TryOpenPageAsync(owner) is { } page)
            {
                pages.Add(page);
            }
        }

        var grown = (server.ResidentBytes - before) / 1048576;
        await File.AppendAllLinesAsync(
            Path.Combine(PublishedServerTests.RootFolder(), "artifacts", "memory.txt"),
            [string.Create(CultureInfo.InvariantCulture, $"6000 sockets of a session, {pages.Count} open: {grown} MB")],
            TestContext.Current.CancellationToken);
        Assert.InRange(pages.Count, 100, 600);
        Assert.True(grown < 300, $"{grown} MB");
        foreach (var page in pages)
        {
            await page.DisposeAsync();
        }
    }

    private static async Task<int[]> DrawAsync(Visitor owner, int count, int from, int side) =>
        await Task.WhenAll(Enumerable.Range(from, count).Select(async number =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/images/generate")
            {
                Content = System.Net.Http.Json.JsonContent.Create(
                    new { prompt = $"a bicycle, number {number}", width = side, height = side }),
            };
            using var answer = await owner.Http.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            await answer.Content.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
            return (int)answer.StatusCode;
        }));

    // As large as real pictures are: some bits of noise in two channels.
    private static byte[] Noise(string format)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(1024, 1024, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var chance = new Random(7);
        var pixels = bitmap.GetPixelSpan();
        for (var at = 0; at < pixels.Length; at += 4)
        {
            (pixels[at], pixels[at + 1], pixels[at + 2], pixels[at + 3]) =
                ((byte)chance.Next(64), (byte)chance.Next(2), 90, 255);
        }

        using var data = bitmap.Encode(Enum.Parse<SKEncodedImageFormat>(format, ignoreCase: true), 90);
        Assert.True(format != "png" || data.Size is > 1_400_000 and < 1_700_000, $"{data.Size} bytes");
        return data.ToArray();
    }
}
