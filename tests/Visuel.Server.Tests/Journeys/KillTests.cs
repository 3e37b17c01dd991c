using Visuel.Core.Generation;
using Visuel.Server.Engines.HuggingFace.Providers;
using Visuel.Server.Tests.Engines.HuggingFace;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Journeys;

/// <summary>A provider dies while many images are being drawn: every one comes from another,
/// and costs one credit.</summary>
public sealed class KillTests
{
    private const int Drawings = 32;

    /// <summary>Two ways of answering, at once and by a queue; with <c>./test all</c> every provider.</summary>
    public static TheoryData<string> Victims { get; } =
        [.. Environment.GetEnvironmentVariable("VISUEL_TEST_ALL") is null
            ? ["fal-ai", "nscale"]
            : KnownProviders.Names];

    [Theory]
    [MemberData(nameof(Victims))]
    public async Task All_drawings_succeed_by_another_provider_and_each_is_charged_once(string victim)
    {
        var clock = new HurriedTime(20, DateTimeOffset.Parse("2026-11-10T10:00:00Z", null));
        await using var hf = await FakeHuggingFace.StartAsync(clock);
        var heir = victim == "hf-inference" ? "nscale" : "hf-inference";
        hf.Maps(ImageModels.StableDiffusionXl.Id, EngineUnderTest.Mapping(victim), EngineUnderTest.Mapping(heir));
        hf.Draws(new FakePicture { Delay = TimeSpan.FromSeconds(8) });
        await using var host = VisuelHost.Start(hf.Settings, clock);
        var (_, ada) = await host.SignUpWithPlanAsync("creator");

        var drawings = Enumerable.Range(0, Drawings).Select(
            number => ada.PostAsync("/api/images/generate", new { prompt = $"a bicycle, number {number}" })).ToList();
        while (hf.Count("POST", $"/{victim}/*") < Drawings / 2)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        hf.Kills(victim);
        var replies = await Task.WhenAll(drawings);

        Assert.All(replies, reply => Assert.Equal(200, reply.Status));
        Assert.Contains(replies, reply => reply.Json.GetProperty("provider").GetString() == heir);
        Assert.Equal(Drawings, replies.Select(reply => reply.Json.GetProperty("id").GetString()).Distinct().Count());
        Assert.Equal((Drawings, 50, 50 - Drawings, 0), await ada.QuotaAsync());
        Assert.Equal(
            Drawings, (await ada.GetAsync("/api/images?limit=100")).Json.GetProperty("items").GetArrayLength());
    }
}
