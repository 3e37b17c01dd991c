using SkiaSharp;
using Visuel.Core.Library;
using Visuel.Server.Blobs;
using Visuel.Server.Tests.Adapters;

namespace Visuel.Server.Tests.Journeys;

/// <summary>Public copies of images, on a real bucket with a CDN before it.</summary>
public sealed class PublishingTests : IAsyncLifetime
{
    private readonly HttpClient anybody = new();
    private S3Options bucket = null!;
    private FakeCdn cdn = null!;
    private VisuelHost host = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        bucket = await TestBucket.MakeAsync();
        cdn = await FakeCdn.StartAsync(bucket);
        host = VisuelHost.Start(TestBucket.Settings(bucket).Append(("CDN_BASE_URL", $"{cdn.Address}/")).ToDictionary());
    }

    public async ValueTask DisposeAsync()
    {
        anybody.Dispose();
        await host.DisposeAsync();
        await cdn.DisposeAsync();
    }

    [Fact]
    public async Task Who_agreed_has_every_image_served_by_the_CDN_in_all_sizes_under_a_name_nobody_can_guess()
    {
        using var owner = await host.SignUpAsync("owner");
        Assert.Equal((true, false), await PublicationAsync(owner));
        var before = await DrawAsync(owner);
        Assert.Equal(200, (await owner.PutAsync("/api/publication", new { @public = true })).Status);
        Assert.Equal((true, true), await PublicationAsync(owner));
        var image = await DrawAsync(owner);
        var url = await ServedAsync(owner, image);

        Assert.Matches($"^{cdn.Address}/[0-9a-f]{{32}}/original.png$", url);
        Assert.DoesNotContain(image, url, StringComparison.Ordinal);
        Assert.Equal(
            (await owner.GetAsync($"/api/images/{image}/file")).Bytes, await anybody.GetByteArrayAsync(url, Stop));
        var variants = (await owner.GetAsync($"/api/images/{image}")).Json.GetProperty("variants").EnumerateObject()
            .ToDictionary(variant => variant.Name, variant => variant.Value.GetString()!);
        Assert.Equal(["1024", "1080x1080", "1080x1350",
            "1080x1920", "1200x630", "1600x900", "320", "640"], variants.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, address) in variants)
        {
            using var picture = SKBitmap.Decode(await anybody.GetByteArrayAsync(address, Stop));
            Assert.Equal(name, name.Contains('x', StringComparison.Ordinal)
                ? $"{picture.Width}x{picture.Height}"
                : $"{picture.Width}");
        }

        // Drawn again from the cache it has the same address; what was kept before stays private.
        var again = await owner.PostAsync("/api/images/generate", new { prompt = "a lighthouse 2" });
        Assert.Equal(
            (image, url), (again.Json.GetProperty("id").GetString(), again.Json.GetProperty("url").GetString()));
        Assert.Equal($"/api/images/{before}/file", await UrlAsync(owner, before));
    }

    [Fact]
    public async Task A_deleted_image_is_removed_from_the_bucket_and_purged_from_the_CDN()
    {
        using var owner = await host.SignUpAsync("owner");
        await owner.PutAsync("/api/publication", new { @public = true });
        var image = await DrawAsync(owner);
        var url = await ServedAsync(owner, image);
        await anybody.GetByteArrayAsync(url, Stop);
        Assert.Equal(204, (await owner.DeleteAsync($"/api/images/{image}")).Status);
        await Eventually.HappensAsync(() => cdn.Purged.Count == PublicFormats.All.Count);
        Assert.Equal(404, (int)(await anybody.GetAsync(new Uri(url), Stop)).StatusCode);
        Assert.Null(await TestBucket.ReadAsync(bucket, $"public{new Uri(url).AbsolutePath}"));
    }

    [Fact]
    public async Task Who_changes_their_mind_has_every_copy_removed_and_keeps_the_images()
    {
        using var owner = await host.SignUpAsync("owner");
        await owner.PutAsync("/api/publication", new { @public = true });
        var image = await DrawAsync(owner);
        var url = await ServedAsync(owner, image);
        Assert.Equal(200, (await owner.PutAsync("/api/publication", new { @public = false })).Status);
        Assert.Equal($"/api/images/{image}/file", await UrlAsync(owner, image));
        await Eventually.HappensAsync(async () => (int)(await anybody.GetAsync(new Uri(url), Stop)).StatusCode == 404);
        Assert.Equal(200, (await owner.GetAsync($"/api/images/{image}/file")).Status);
    }

    [Fact]
    public async Task While_the_CDN_is_away_images_have_our_address_and_the_CDN_s_once_it_is_back()
    {
        using var owner = await host.SignUpAsync("owner");
        await owner.PutAsync("/api/publication", new { @public = true });
        cdn.IsAway = true;
        var image = await DrawAsync(owner);
        await Eventually.HappensAsync(async () => await TestBucket.ReadAsync(bucket, "absent") is null
            && host.Logs.Text.Contains("is tried again in", StringComparison.Ordinal));
        Assert.Equal($"/api/images/{image}/file", await UrlAsync(owner, image));
        cdn.IsAway = false;
        await ServedAsync(owner, image);
    }

    [Fact]
    public async Task Bad_wishes_are_answered_and_without_a_CDN_there_is_nothing_to_agree_to()
    {
        using var owner = await host.SignUpAsync("owner");
        Assert.Equal(["public"], (await owner.PutAsync("/api/publication", new { })).Fields);
        Assert.Equal(400, (await owner.PutAsync("/api/publication", new { @public = "yes" })).Status);
        await using var without = VisuelHost.Start();
        using var other = await without.SignUpAsync("owner");
        Assert.Equal((false, false), await PublicationAsync(other));
        Assert.Equal(["public"], (await other.PutAsync("/api/publication", new { @public = true })).Fields);
        var page = await other.GetAsync("/account");
        Assert.DoesNotContain("publication-title", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            cdn.Address, page.Message.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var here = await owner.GetAsync("/account");
        Assert.Contains("publication-title", here.Text, StringComparison.Ordinal);
        Assert.Contains(
            $"img-src 'self' data: blob: {cdn.Address};",
            here.Message.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    private static async Task<(bool Available, bool Public)> PublicationAsync(Actor actor)
    {
        var answer = (await actor.GetAsync("/api/publication")).Json;
        return (answer.GetProperty("available").GetBoolean(), answer.GetProperty("public").GetBoolean());
    }

    private int drawn;

    private async Task<string> DrawAsync(Actor actor)
    {
        drawn++;
        var reply = await actor.PostAsync("/api/images/generate", new { prompt = $"a lighthouse {drawn}" });
        Assert.Equal(200, reply.Status);
        return reply.Json.GetProperty("id").GetString()!;
    }

    private static async Task<string> UrlAsync(Actor actor, string image) =>
        (await actor.GetAsync($"/api/images/{image}")).Json.GetProperty("url").GetString()!;

    private static async Task<string> ServedAsync(Actor actor, string image)
    {
        await Eventually.HappensAsync(
            async () => (await UrlAsync(actor, image)).StartsWith("http", StringComparison.Ordinal), seconds: 40);
        return await UrlAsync(actor, image);
    }
}
