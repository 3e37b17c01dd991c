using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Visuel.Core.Generation;
using Visuel.Core.Quota;
using Visuel.Server.Tests.Contracts;

namespace Visuel.Server.Tests.Journeys;

public sealed class GenerateTests
{
    private const string Generate = "/api/images/generate";

    [Fact]
    public async Task An_image_is_drawn_kept_and_counted()
    {
        await using var host = VisuelHost.Start();
        var (_, ada) = await host.SignUpWithPlanAsync("creator");
        var reply = await ada.PostAsync(
            Generate,
            new { contentTitle = "Les meilleures pratiques du télétravail en 2024", contentType = "article" });
        Assert.Equal(200, reply.Status);
        var png = Png.OfDataUri(reply.Json.GetProperty("image").GetString()!);
        Assert.Equal((1024, 1024), (png.Width, png.Height));
        Assert.Equal("composer", reply.Json.GetProperty("engine").GetString());
        Assert.Equal((1, 50, 49, 0), await ada.QuotaAsync());

        var file = await ada.GetAsync(reply.Json.GetProperty("url").GetString()!);
        Assert.Equal(png.Bytes, file.Bytes);
        var record = (await ada.GetAsync($"/api/images/{reply.Json.GetProperty("id")}")).Json;
        Assert.Equal("Les meilleures pratiques du télétravail en 2024", record.GetProperty("title").GetString());
        Assert.Equal(png.Bytes.Length, record.GetProperty("bytes").GetInt64());
    }

    [Fact]
    public async Task Fifty_credits_are_fifty_images_however_many_ask_at_once()
    {
        await using var host = VisuelHost.Start();
        var (_, ada) = await host.SignUpWithPlanAsync("creator");
        var replies = await Task.WhenAll(Enumerable.Range(0, 200).Select(number =>
            ada.PostAsync(Generate, new { prompt = $"a red bicycle, number {number}", width = 256, height = 256 })));
        Assert.Equal(50, replies.Count(reply => reply.Status == 200));
        var refused = replies.Where(reply => reply.Status != 200).ToList();
        Assert.All(refused, reply => Assert.Equal((402, "quota_exhausted"), (reply.Status, reply.Code)));
        Assert.Equal((50, 50, 0, 0), await ada.QuotaAsync());
        Assert.Equal(50, Directory.EnumerateFiles(
            Path.Combine(host.DataFolder, "images"), "*.png", SearchOption.AllDirectories).Count());
        var problem = refused[0].Json;
        Assert.Equal(50, problem.GetProperty("usage").GetProperty("quota").GetInt32());
        Assert.Equal("/plans", problem.GetProperty("upgradeUrl").GetString());
        Assert.StartsWith(
            "Quota d'images épuisé. Il se renouvelle le 1", problem.GetProperty("error").GetString(),
            StringComparison.Ordinal);
        Assert.EndsWith("-01T00:00:00.000Z", problem.GetProperty("resetsAt").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_without_images_says_so()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var ada = await host.SignUpAsync("ada");
        var reply = await ada.PostAsync(Generate, new { prompt = "a cat" });
        Assert.Equal((402, "plan_without_images"), (reply.Status, reply.Code));
        Assert.Equal("Le forfait Gratuit ne comprend pas d'images.", reply.Json.GetProperty("error").GetString());
    }

    [Fact]
    public async Task The_same_wish_is_answered_from_the_cache_for_free_and_put_on_the_item()
    {
        await using var host = VisuelHost.Start();
        var (_, ada) = await host.SignUpWithPlanAsync("creator");
        var item = await ada.AddContentAsync("Anything", "image");
        var first = (await ada.PostAsync(Generate, new { prompt = "A red bicycle" })).Json;
        var second = (await ada.PostAsync(Generate, new { prompt = "  a RED   bicycle ", contentId = item })).Json;
        Assert.Equal(first.GetProperty("id").GetGuid(), second.GetProperty("id").GetGuid());
        Assert.Equal(
            (false, true), (first.GetProperty("cached").GetBoolean(), second.GetProperty("cached").GetBoolean()));
        Assert.Equal(1, (await ada.QuotaAsync()).Used);
        var images = (await ada.GetAsync($"/api/contents/{item}")).Json.GetProperty("imageIds");
        Assert.Equal(first.GetProperty("id").GetGuid(), Assert.Single(images.EnumerateArray()).GetGuid());

        var fresh = (await ada.PostAsync(Generate, new { prompt = "A red bicycle", cache = "skip" })).Json;
        Assert.NotEqual(first.GetProperty("id").GetGuid(), fresh.GetProperty("id").GetGuid());
        Assert.Equal(2, (await ada.QuotaAsync()).Used);
    }

    [Fact]
    public async Task A_pinned_seed_draws_the_same_picture_and_another_seed_another()
    {
        // The clock stands still: a file says to the second when it was made.
        await using var host = VisuelHost.Start(
            clock: new FakeTimeProvider(DateTimeOffset.Parse("2026-11-24T10:00:00Z", null)));
        using var owner = await host.SignUpAsync("owner");
        var one = await DrawAsync(7);
        var two = await DrawAsync(8);
        var again = await DrawAsync(7);
        Assert.Equal(one.Bytes, again.Bytes);
        Assert.NotEqual(one.Bytes, two.Bytes);

        async Task<Png> DrawAsync(long seed) => Png.OfDataUri(
            (await owner.PostAsync(Generate, new { prompt = "a cat", seed, cache = "skip" })).Json.GetProperty("image")
                .GetString()!);
    }

    [Fact]
    public async Task An_item_fills_in_what_is_missing_and_keeps_the_image()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var item = await owner.AddContentAsync("Soldes d'été", "ad");
        var drawn = (await owner.PostAsync(Generate, new { contentId = item })).Json;
        Assert.Contains("Soldes d'été", drawn.GetProperty("prompt").GetString(), StringComparison.Ordinal);
        var read = (await owner.GetAsync($"/api/contents/{item}")).Json;
        Assert.Equal(drawn.GetProperty("id").GetGuid(), read.GetProperty("coverImageId").GetGuid());
        Assert.Single(
            (await owner.GetAsync($"/api/images?contentId={item}")).Json.GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData(256, 256)]
    [InlineData(1080, 1350)]
    [InlineData(1500, 500)]
    [InlineData(257, 2048)]
    public async Task The_size_is_exactly_what_was_asked(int width, int height)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var png = Png.OfDataUri((await owner.PostAsync(Generate, new { prompt = "a cat", width, height })).Json
            .GetProperty("image").GetString()!);
        Assert.Equal((width, height), (png.Width, png.Height));
    }

    [Fact]
    public async Task Bytes_come_back_to_whoever_accepts_only_png()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var request = new HttpRequestMessage(HttpMethod.Post, Generate)
        {
            Content = JsonContent.Create(new { prompt = "a cat" }),
        };
        request.Headers.Accept.ParseAdd("image/png");
        var reply = await owner.SendAsync(request);
        Assert.Equal("image/png", reply.Message.Content.Headers.ContentType!.MediaType);
        Assert.Equal((1024, 1024), new Png(reply.Bytes) is var png ? (png.Width, png.Height) : default);
    }

    [Fact]
    public async Task A_caller_that_hangs_up_still_finds_the_image_in_the_library()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var hangUp = new CancellationTokenSource();
        var call = owner.Http.PostAsJsonAsync(
            Generate, new { prompt = "a slow cat", width = 2048, height = 2048 }, hangUp.Token);
        await Eventually.HappensAsync(async () => (await owner.QuotaAsync()) is { Held: 1 } or { Used: 1 });
        await hangUp.CancelAsync();
        await Record.ExceptionAsync(() => call); // none where the image was quicker than the caller
        await Eventually.HappensAsync(async () => (await owner.QuotaAsync()).Used == 1);
        Assert.Single((await owner.GetAsync("/api/images")).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task The_quota_turns_with_the_month_without_anybody_s_doing()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-30T23:59:00Z", null));
        await using var host = VisuelHost.Start(clock: clock);
        var (_, ada) = await host.SignUpWithPlanAsync("creator");
        await ada.PostAsync(Generate, new { prompt = "a cat", width = 256, height = 256 });
        Assert.Equal((1, 49), await ada.QuotaAsync() is var november ? (november.Used, november.Remaining) : default);
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal((0, 50), await ada.QuotaAsync() is var december ? (december.Used, december.Remaining) : default);
        Assert.Equal(
            "2026-12-01T00:00:00.000Z", (await ada.GetAsync(Generate)).Json.GetProperty("lastReset").GetString());
        Assert.Equal("""{"success":true}""", (await ada.GetAsync("/api/cron/reset-image-quotas")).Text);
        Assert.Equal((0, 50), await ada.QuotaAsync() is var after ? (after.Used, after.Remaining) : default);
    }

    [Fact]
    public async Task What_a_dead_process_held_is_given_back()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-24T10:00:00Z", null));
        await using var host = VisuelHost.Start(clock: clock);
        var (_, ada) = await host.SignUpWithPlanAsync("creator");
        var generations = host.Services.GetRequiredService<IGenerations>();
        var workspace = new Core.Accounts.WorkspaceId(
            (await ada.GetAsync("/api/auth/me")).Json.GetProperty("workspaceId").GetGuid());
        var hold = new CreditHold(
            new(Guid.CreateVersion7()), workspace, clock.GetUtcNow(), clock.GetUtcNow().AddSeconds(60));
        await generations.StartAsync(
            Some.Start(hold), 50, Some.Claim("elsewhere", clock.GetUtcNow()), TestContext.Current.CancellationToken);
        Assert.Equal((0, 50, 49, 1), await ada.QuotaAsync());
        clock.Advance(TimeSpan.FromSeconds(76));
        await Eventually.HappensAsync(async () => (await ada.QuotaAsync()).Held == 0);
        Assert.Equal((0, 50, 50, 0), await ada.QuotaAsync());
    }

    [Fact]
    public async Task Nothing_is_drawn_unless_somebody_asks()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var item = await owner.AddContentAsync("A title");
        await owner.PutAsync(
            $"/api/contents/{item}",
            new { title = "Another", status = "scheduled", scheduledAt = "2026-12-01T09:00:00Z", version = 1 });
        await owner.GetAsync("/api/contents");
        Assert.Empty((await owner.GetAsync("/api/images")).Json.GetProperty("items").EnumerateArray());
        Assert.Equal(0, (await owner.QuotaAsync()).Used);
    }
}
