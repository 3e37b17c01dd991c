using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Reliability;

/// <summary>Two server processes on one data folder.</summary>
public sealed class TwoServersTests
{
    private const string Generate = "/api/images/generate";

    [Fact]
    public async Task Of_500_requests_at_once_over_two_processes_fifty_credits_pay_for_exactly_fifty_images()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.Draws(new FakePicture { Delay = TimeSpan.FromMilliseconds(100) });
        using var place = RestartedDrawingTests.NewInstallation(hf);
        await using var one = await place.StartAsync();
        await using var two = await place.StartAsync();
        (await place.SignUpAsync(one, "owner")).Dispose();
        (await place.SignUpAsync(one, "ada", "creator")).Dispose();
        using var here = place.Returns(one, "ada");
        using var there = place.Returns(two, "ada");

        var replies = await Task.WhenAll(Enumerable.Range(0, 500).Select(number =>
            (number % 2 == 0 ? here : there).PostAsync(
                Generate, new { prompt = $"a bicycle, number {number}", width = 256, height = 256 })));

        Assert.Equal(50, replies.Count(reply => reply.Status == 200));
        Assert.Equal(450, replies.Count(reply => reply is { Status: 402, Code: "quota_exhausted" }));
        Assert.Equal((50, 50, 0, 0), await there.QuotaAsync());
        var images = (await here.GetAsync("/api/images?limit=100")).Json.GetProperty("items").EnumerateArray()
            .Select(image => image.GetProperty("id").GetString()).ToList();
        Assert.Equal(images.Order(), replies.Where(
            reply => reply.Status == 200).Select(reply => reply.Json.GetProperty("id").GetString()).Order());
        Assert.Empty(place.Audit());
    }

    [Fact]
    public async Task What_one_process_draws_the_other_shows_and_cancels()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.Draws(new FakePicture { Delay = TimeSpan.FromMinutes(5) });
        using var place = RestartedDrawingTests.NewInstallation(hf);
        await using var one = await place.StartAsync();
        await using var two = await place.StartAsync();
        using var here = await place.SignUpAsync(one, "owner");
        using var there = place.Returns(two, "owner");
        var waiting = here.PostAsync(Generate, new { prompt = "a cat" }, ("Idempotency-Key", "one"));
        await Eventually.HappensAsync(() => Task.FromResult(hf.Count("GET", "/fal-ai/*") > 0));

        var seen = await there.PostAsync(
            Generate, new { prompt = "a cat" }, ("Idempotency-Key", "one"), ("Prefer", "respond-async"));
        Assert.Equal("drawing", seen.Json.GetProperty("state").GetString());
        Assert.Equal(202, (await there.DeleteAsync(seen.Message.Headers.Location!.ToString())).Status);
        Assert.Equal("cancelled", (await waiting).Code);
        await Eventually.HappensAsync(() => Task.FromResult(hf.Cancelled.Count == 1));
        Assert.Equal(0, (await here.QuotaAsync()).Held);
    }
}
