using System.Text.Json;
using Visuel.Core.Generation;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Journeys;

/// <summary>Requests to draw that are not waited for, repeated, shared and given up.</summary>
public sealed class GenerationTests
{
    private const string Generate = "/api/images/generate";
    private static readonly (string, string) Async = ("Prefer", "respond-async");

    [Fact]
    public async Task Whoever_does_not_wait_is_told_where_to_look()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var accepted = await owner.PostAsync(Generate, new { prompt = "a cat" }, Async);
        Assert.Equal((202, "respond-async"), (
            accepted.Status, accepted.Message.Headers.GetValues("Preference-Applied").Single()));
        Assert.Equal(
            $"/api/generations/{accepted.Json.GetProperty("id")}", accepted.Message.Headers.Location!.ToString());
        var record = await owner.FollowAsync(accepted);
        Assert.Equal(
            ("succeeded", 1.0), (record.GetProperty("state").GetString(), record.GetProperty("progress").GetDouble()));
        Assert.Equal(JsonValueKind.Null, record.GetProperty("error").ValueKind);
        Assert.Equal(1024, new Png(
            (await owner.GetAsync(record.GetProperty("image").GetProperty("url").GetString()!)).Bytes).Width);
        Assert.Equal(1, (await owner.QuotaAsync()).Used);

        var cached = await owner.FollowAsync(await owner.PostAsync(Generate, new { prompt = "a cat" }, Async));
        Assert.Equal(
            record.GetProperty("image").GetProperty("id").GetString(),
            cached.GetProperty("image").GetProperty("id").GetString());
        Assert.Equal(1, (await owner.QuotaAsync()).Used);
    }

    [Fact]
    public async Task A_call_that_takes_longer_than_a_hundred_seconds_is_told_where_to_look()
    {
        // Ten seconds after the answer is due, which on this clock is two thirds of one:
        // a busy machine must not turn the order round.
        var clock = new HurriedTime(15, DateTimeOffset.Parse("2026-11-10T10:00:00Z", null));
        await using var hf = await FakeHuggingFace.StartAsync(clock);
        hf.Draws(new FakePicture { Delay = TimeSpan.FromSeconds(110) });
        await using var host = VisuelHost.Start(hf.Settings, clock);
        using var owner = await host.SignUpAsync("owner");
        var accepted = await owner.PostAsync(Generate, new { prompt = "a slow cat" });
        Assert.Equal("drawing", accepted.Json.GetProperty("state").GetString());
        Assert.Equal("succeeded", (await owner.FollowAsync(accepted)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task The_same_request_with_the_same_key_is_drawn_and_charged_once()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var body = new { prompt = "a cat", cache = "skip" };
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => owner.PostAsync(Generate, body, ("Idempotency-Key", "one"))));
        Assert.Single(replies.Select(reply => reply.Json.GetProperty("id").GetString()).Distinct());
        Assert.Equal(1, (await owner.QuotaAsync()).Used);

        await owner.PostAsync(Generate, new { prompt = "a dog" });
        var again = await owner.PostAsync(Generate, body, ("Idempotency-Key", "one"));
        Assert.Equal(2, again.Json.GetProperty("usage").GetProperty("used").GetInt32());
        Assert.Equal(replies[0].Bytes.Length, again.Bytes.Length);
        Assert.Equal(202, (await owner.PostAsync(Generate, body, ("Idempotency-Key", "one"), Async)).Status);

        var other = await owner.PostAsync(Generate, new { prompt = "a horse" }, ("Idempotency-Key", "one"));
        Assert.Equal((409, "idempotency_mismatch"), (other.Status, other.Code));
        Assert.Equal(
            200, (await owner.PostAsync(Generate, new { prompt = "a horse" }, ("Idempotency-Key", "two"))).Status);
        Assert.Equal(3, (await owner.QuotaAsync()).Used);
    }

    [Fact]
    public async Task A_key_of_what_failed_is_free_again_and_one_of_the_cache_leads_to_the_same_image()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        await using var host = VisuelHost.Start(hf.Settings);
        using var owner = await host.SignUpAsync("owner");
        hf.Script("POST", "/fal-ai/*", "err_402_depleted_2026");
        Assert.Equal("engine_out_of_credit", (await owner.PostAsync(
            Generate, new { prompt = "a cat", model = "stabilityai/stable-diffusion-xl-base-1.0" },
            ("Idempotency-Key", "one"))).Code);
        var drawn = await owner.PostAsync(
            Generate, new { prompt = "a cat", model = "visuel/composer" }, ("Idempotency-Key", "one"));
        var cached = await owner.PostAsync(
            Generate, new { prompt = "a cat", model = "visuel/composer" }, ("Idempotency-Key", "two"));
        Assert.True(cached.Json.GetProperty("cached").GetBoolean());
        var again = await owner.PostAsync(
            Generate, new { prompt = "a cat", model = "visuel/composer" }, ("Idempotency-Key", "two"));
        Assert.Equal(drawn.Json.GetProperty("id").GetString(), again.Json.GetProperty("id").GetString());
        Assert.Equal(1, (await owner.QuotaAsync()).Used);
        await owner.DeleteAsync($"/api/images/{drawn.Json.GetProperty("id")}");
        Assert.Equal(404, (await owner.PostAsync(
            Generate, new { prompt = "a cat", model = "visuel/composer" }, ("Idempotency-Key", "two"))).Status);
    }

    [Fact]
    public async Task Identical_requests_share_one_drawing_and_skip_shares_with_nobody()
    {
        var clock = new HurriedTime(20, DateTimeOffset.Parse("2026-11-10T10:00:00Z", null));
        await using var hf = await FakeHuggingFace.StartAsync(clock);
        hf.Draws(new FakePicture { Delay = TimeSpan.FromSeconds(40) });
        await using var host = VisuelHost.Start(hf.Settings, clock);
        var (_, ada) = await host.SignUpWithPlanAsync("creator");
        var items = new[] { await ada.AddContentAsync("one"), await ada.AddContentAsync("two") };
        var replies = await Task.WhenAll(
            [.. items.Select(item => ada.PostAsync(
                Generate, new { prompt = "a red bicycle", contentId = item, contentType = "ad" })),
            ada.PostAsync(Generate, new { prompt = "a red bicycle", contentType = "ad", cache = "skip" })]);
        Assert.All(replies, reply => Assert.Equal(200, reply.Status));
        Assert.Equal(2, replies.Select(reply => reply.Json.GetProperty("id").GetString()).Distinct().Count());
        Assert.Equal((2, 48), await ada.QuotaAsync() is var quota ? (quota.Used, quota.Remaining) : default);
        foreach (var item in items)
        {
            Assert.Single((await ada.GetAsync($"/api/contents/{item}")).Json.GetProperty("imageIds").EnumerateArray());
        }

        Assert.Equal(2, hf.Count("POST", "/fal-ai/*"));
    }

    [Fact]
    public async Task Whoever_cancels_in_time_pays_nothing_and_the_provider_is_told()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.Draws(new FakePicture { Delay = TimeSpan.FromMinutes(5) });
        await using var host = VisuelHost.Start(hf.Settings);
        var (owner, ada) = await host.SignUpWithPlanAsync("creator");
        var waiting = ada.PostAsync(Generate, new { prompt = "a cat" });
        var accepted = await ada.PostAsync(Generate, new { prompt = "a dog" }, Async);
        var address = accepted.Message.Headers.Location!.ToString();
        await Eventually.HappensAsync(() => Task.FromResult(hf.Count("POST", "/fal-ai/*") == 2));
        Assert.Equal((0, 50, 48, 2), await ada.QuotaAsync());
        Assert.Equal(404, (await owner.DeleteAsync(address)).Status);

        var cancelled = await ada.DeleteAsync(address);
        Assert.Equal((202, "cancelled"), (cancelled.Status, cancelled.Json.GetProperty("state").GetString()));
        await Eventually.HappensAsync(() => Task.FromResult(hf.Cancelled.Count == 1));
        Assert.Equal((0, 50, 49, 1), await ada.QuotaAsync());
        Assert.Equal(
            (409, "already_finished"), await ada.DeleteAsync(address) is var late ? (late.Status, late.Code) : default);

        // The one that waits is told too, by whichever way it was given up.
        var other = (await owner.GetAsync("/api/images")).Status;
        Assert.Equal(200, other);
        await CancelAllAsync(host, ada);
        Assert.Equal((409, "cancelled"), await waiting is var told ? (told.Status, told.Code) : default);
        Assert.Equal((0, 50, 50, 0), await ada.QuotaAsync());
        Assert.Empty((await ada.GetAsync("/api/images")).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task What_is_over_cannot_be_cancelled_and_a_failure_is_told_in_the_caller_s_language()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        await using var host = VisuelHost.Start(hf.Settings);
        using var owner = await host.SignUpAsync("owner");
        var done = await owner.PostAsync(Generate, new { prompt = "a cat" }, Async);
        await owner.FollowAsync(done);
        Assert.Equal(
            (409, "already_finished"), await owner.DeleteAsync(done.Message.Headers.Location!.ToString()) is var late
                ? (late.Status, late.Code)
                : default);
        Assert.Equal(404, (await owner.DeleteAsync($"/api/generations/{Guid.CreateVersion7()}")).Status);
        Assert.Equal(404, (await owner.GetAsync("/api/generations/nonsense")).Status);

        hf.ScriptAlways("POST", "/fal-ai/*", "err_402_depleted_2026");
        var failed = await owner.FollowAsync(await owner.PostAsync(Generate, new { prompt = "a dog" }, Async));
        Assert.Equal(("failed", "engine_out_of_credit"), (
            failed.GetProperty("state").GetString(), failed.GetProperty("error").GetProperty("code").GetString()));
        Assert.Contains(
            "crédit", failed.GetProperty("error").GetProperty("error").GetString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_does_not_fit_waits_its_turn_and_workspaces_take_turns()
    {
        var clock = new HurriedTime(20, DateTimeOffset.Parse("2026-11-10T10:00:00Z", null));
        await using var hf = await FakeHuggingFace.StartAsync(clock);
        // A second and a half each, so that all have asked before the first is done, also on a busy machine.
        hf.Draws(new FakePicture { Delay = TimeSpan.FromSeconds(30) });
        await using var host = VisuelHost.Start(
            new Dictionary<string, string>(hf.Settings) { ["DRAWINGS_AT_ONCE"] = "1" }, clock);
        using var owner = await host.SignUpAsync("owner");
        var (_, ada) = (owner, await host.SignUpAsync("ada"));
        await owner.PatchAsync($"/api/admin/accounts/{ada.Id}", new { plan = "creator" });
        var many = await Task.WhenAll(Enumerable.Range(0, 4)
            .Select(number => owner.PostAsync(Generate, new { prompt = $"a bicycle, number {number}" }, Async)));
        await Eventually.HappensAsync(async () => (await owner.QuotaAsync()).Held == 4);
        var queued = await ada.PostAsync(Generate, new { prompt = "a cat" }, Async);
        Assert.Equal(("queued", 3), (
            queued.Json.GetProperty("state").GetString(), queued.Json.GetProperty("queuePosition").GetInt32()));
        await ada.FollowAsync(queued);
        Assert.True((await owner.QuotaAsync()).Held >= 1, "Ada waited for all that was asked before her.");
        foreach (var one in many)
        {
            Assert.Equal("succeeded", (await owner.FollowAsync(one)).GetProperty("state").GetString());
        }
    }

    private static async Task CancelAllAsync(VisuelHost host, Actor actor)
    {
        var generations = (IGenerations)host.Services.GetService(typeof(IGenerations))!;
        var stuck = await generations.ListTroubledAsync(
            DateTimeOffset.MaxValue, DateTimeOffset.UtcNow.AddDays(1), null, 10, TestContext.Current.CancellationToken);
        foreach (var generation in stuck.Items)
        {
            Assert.Equal(202, (await actor.DeleteAsync($"/api/generations/{generation.Id}")).Status);
        }
    }
}
