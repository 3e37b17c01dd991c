using Visuel.Core.Generation;
using Visuel.Server.Tests.Engines.HuggingFace;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Reliability;

/// <summary>What becomes of generations when their process is killed, or asked to stop.</summary>
public sealed class RestartedDrawingTests
{
    private const string Generate = "/api/images/generate";
    private static readonly (string, string) Async = ("Prefer", "respond-async");

    /// <summary>Z.ai is looked at every five seconds, so it takes its time: with <c>./test all</c>.</summary>
    public static TheoryData<string> Providers { get; } =
        Environment.GetEnvironmentVariable("VISUEL_TEST_ALL") is null
            ? ["fal-ai", "replicate", "wavespeed"]
            : ["fal-ai", "replicate", "wavespeed", "zai-org"];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_killed_process_s_order_is_picked_up_at_the_provider_by_the_next(string provider)
    {
        await using var hf = await FakeAsync(provider, TimeSpan.FromSeconds(6));
        hf.TakesLooks(3);
        using var place = NewInstallation(hf);
        string address;
        await using (var first = await place.StartAsync())
        {
            using var owner = await place.SignUpAsync(first, "owner");
            address = (await owner.PostAsync(Generate, new { prompt = "a cat" }, Async)).Message.Headers.Location!
                .ToString();
            await Eventually.HappensAsync(() => hf.Requests.Any(request => request.Method == "GET"
                && request.Path.StartsWith($"/{provider}/", StringComparison.Ordinal)));
            await first.KillAsync();
        }

        await using var second = await place.StartAsync();
        using var again = place.Returns(second, "owner");
        var record = await again.FollowAsync(address);
        Assert.Equal("succeeded", record.GetProperty("state").GetString());
        Assert.Equal((1, 0), await again.QuotaAsync() is var quota ? (quota.Used, quota.Held) : default);
        Assert.Equal(1, hf.Count("POST", $"/{provider}/*"));
        Assert.Empty(hf.Cancelled);
        await second.KillAsync();
        Assert.Empty(place.Audit());
    }

    [Fact]
    public async Task What_no_provider_remembers_is_failed_and_costs_nothing_and_what_waited_is_drawn()
    {
        await using var hf = await FakeAsync("nscale", TimeSpan.FromSeconds(3));
        using var place = NewInstallation(hf);
        place.Settings["DRAWINGS_AT_ONCE"] = "1";
        var addresses = new List<string>();
        await using (var first = await place.StartAsync())
        {
            using var owner = await place.SignUpAsync(first, "owner");
            for (var number = 0; number < 3; number++)
            {
                addresses.Add((await owner.PostAsync(
                    Generate, new { prompt = $"a cat, number {number}" }, Async)).Message.Headers.Location!.ToString());
            }

            await Eventually.HappensAsync(() => hf.Count("POST", "/nscale/*") == 1);
            await first.KillAsync();
        }

        hf.Draws(new FakePicture());
        await using var second = await place.StartAsync();
        using var again = place.Returns(second, "owner");
        var lost = await again.FollowAsync(addresses[0]);
        Assert.Equal(("failed", "shutting_down"), (
            lost.GetProperty("state").GetString(), lost.GetProperty("error").GetProperty("code").GetString()));
        Assert.Equal("succeeded", (await again.FollowAsync(addresses[1])).GetProperty("state").GetString());
        Assert.Equal("succeeded", (await again.FollowAsync(addresses[2])).GetProperty("state").GetString());
        Assert.Equal((2, 0), await again.QuotaAsync() is var quota ? (quota.Used, quota.Held) : default);
        await second.KillAsync();
        Assert.Empty(place.Audit());
    }

    [Fact]
    public async Task A_server_that_is_asked_to_stop_finishes_what_it_can_and_answers_it()
    {
        await using var hf = await FakeAsync("fal-ai", TimeSpan.FromSeconds(2));
        using var place = NewInstallation(hf);
        await using var server = await place.StartAsync();
        using var owner = await place.SignUpAsync(server, "owner");
        var waiting = owner.PostAsync(Generate, new { prompt = "a cat" });
        await Eventually.HappensAsync(() => hf.Count("POST", "/fal-ai/*") == 1);
        var (code, took) = await server.StopAsync();
        Assert.Equal(200, (await waiting).Status);
        Assert.Equal(0, code);
        Assert.True(took < TimeSpan.FromSeconds(15), $"It took {took}.");
        Assert.Equal((0, 0), (place.CountHolds(), place.CountInFlight()));
        Assert.Empty(place.Audit());
    }

    [Fact]
    public async Task A_server_that_is_asked_to_stop_leaves_long_orders_with_their_provider_for_the_next()
    {
        await using var hf = await FakeAsync("fal-ai", TimeSpan.FromSeconds(15));
        using var place = NewInstallation(hf);
        place.Settings["SHUTDOWN_GRACE_SECONDS"] = "2";
        string address;
        await using (var first = await place.StartAsync())
        {
            using var owner = await place.SignUpAsync(first, "owner");
            var waiting = owner.PostAsync(Generate, new { prompt = "a cat" });
            await Eventually.HappensAsync(
                () => hf.Requests.Any(request => request.Path.EndsWith("/status", StringComparison.Ordinal)));
            var (code, took) = await first.StopAsync();
            Assert.Equal(0, code);
            // The order is left after two seconds; eight more are for slow disks,
            // and those who waited would have had no answer by then.
            Assert.True(took < TimeSpan.FromSeconds(9), $"It took {took}.");
            var told = await waiting;
            Assert.Equal(202, told.Status);
            address = told.Message.Headers.Location!.ToString();
        }

        Assert.Empty(hf.Cancelled);
        await using var second = await place.StartAsync();
        using var again = place.Returns(second, "owner");
        Assert.Equal("succeeded", (await again.FollowAsync(address)).GetProperty("state").GetString());
        Assert.Equal(1, hf.Count("POST", "/fal-ai/*"));
        Assert.Equal(1, (await again.QuotaAsync()).Used);
    }

    internal static Installation NewInstallation(FakeHuggingFace hf)
    {
        var place = new Installation();
        foreach (var (name, value) in hf.Settings)
        {
            place.Settings[name] = value;
        }

        return place;
    }

    private static async Task<FakeHuggingFace> FakeAsync(string provider, TimeSpan delay)
    {
        var hf = await FakeHuggingFace.StartAsync();
        hf.Maps(ImageModels.StableDiffusionXl.Id, EngineUnderTest.Mapping(provider));
        hf.Draws(new FakePicture { Delay = delay });
        return hf;
    }
}
