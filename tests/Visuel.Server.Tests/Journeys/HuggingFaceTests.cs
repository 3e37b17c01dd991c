using System.Collections.Concurrent;
using Visuel.Core.Generation;
using Visuel.Server.Features.Drawing.Ask;
using Visuel.Server.Tests.Engines.HuggingFace;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Journeys;

/// <summary>The whole server in front of a fake Hugging Face.</summary>
public sealed class HuggingFaceTests
{
    private const string Generate = "/api/images/generate";

    [Theory]
    [InlineData("png")]
    [InlineData("jpeg")]
    public async Task A_drawing_arrives_through_the_queue_as_png_of_1024(string format)
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.Draws(new FakePicture { Format = format });
        hf.Queues("IN_QUEUE", "IN_PROGRESS");
        await using var host = VisuelHost.Start(hf.Settings);
        var (_, ada) = await host.SignUpWithPlanAsync("creator");
        var reply = (await ada.PostAsync(
            Generate, new { contentTitle = "Les meilleures pratiques du télétravail en 2024" })).Json;
        Assert.Equal((1024, 1024), Png.OfDataUri(reply.GetProperty("image").GetString()!) is var png
            ? (png.Width, png.Height)
            : default);
        Assert.Equal(
            ("huggingface", "fal-ai", "stabilityai/stable-diffusion-xl-base-1.0"),
            (reply.GetProperty("engine").GetString(), reply.GetProperty("provider").GetString(), reply.GetProperty(
                "model").GetString()));
        Assert.Contains(
            "high quality, professional, detailed", reply.GetProperty("prompt").GetString(), StringComparison.Ordinal);
        Assert.Equal((1, 50, 49, 0), await ada.QuotaAsync());
    }

    [Fact]
    public async Task Another_size_is_drawn_at_the_nearest_trained_one_and_cut_to_what_was_asked()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        await using var host = VisuelHost.Start(hf.Settings);
        using var owner = await host.SignUpAsync("owner");
        var reply = (await owner.PostAsync(Generate, new { prompt = "a cat", width = 1080, height = 1350 })).Json;
        Assert.Equal((1080, 1350), Png.OfDataUri(reply.GetProperty("image").GetString()!) is var png
            ? (png.Width, png.Height)
            : default);
        Assert.Contains(
            "\"width\":896,\"height\":1152", hf.Requests.Single(request => request.Method == "POST").Body,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_failure_has_its_code_and_charges_nothing()
    {
        var wrong = new ConcurrentBag<string>();
        var cases = FixtureTests.Cases.Select(row => row.Data)
            .Where(row => FixtureTests.ClassOf(HuggingFaceFixture.All[row.Item1]) is not null)
            .DistinctBy(row => row.Item1).ToList();
        Assert.True(cases.Count > 40, $"{cases.Count} cases");
        await Parallel.ForEachAsync(cases, new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (row, _) =>
        {
            var (fixture, provider) = (HuggingFaceFixture.All[row.Item1], row.Item2);
            var clock = new HurriedTime(20, DateTimeOffset.Parse("2026-11-10T10:00:00Z", null));
            await using var hf = await FakeHuggingFace.StartAsync(clock);
            hf.Maps(ImageModels.StableDiffusionXl.Id, EngineUnderTest.Mapping(provider));
            FixtureTests.Play(hf, fixture, provider);
            await using var host = VisuelHost.Start(hf.Settings, clock);
            using var owner = await host.SignUpAsync("owner");
            var reply = await owner.PostAsync(Generate, new { prompt = "a cat" });
            var expected = ImageProblems.ProblemOf(FixtureTests.ClassOf(fixture)!.Value);
            // A call waits 100 s, the engine up to 180: whoever is told to wait looks further.
            var code = reply.Status == 202
                ? (await owner.FollowAsync(reply)).GetProperty("error").GetProperty("code").GetString()
                : reply.Code;
            var status = reply.Status == 202 ? expected.Status : reply.Status;
            var quota = await owner.QuotaAsync();
            var images = (await owner.GetAsync("/api/images")).Json.GetProperty("items").GetArrayLength();
            if ((status, code, quota.Used, quota.Held, images) != (expected.Status, expected.Code, 0, 0, 0))
            {
                wrong.Add(
                    $"{fixture.Name} by {provider}: {status} {code}, not {expected.Status} {expected.Code}; {quota}, " +
                    $"{images} images");
            }
        });
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Nothing_secret_and_no_words_reach_the_log()
    {
        const string words = "a zebrafinch quintet rehearsing at dusk";
        await using var hf = await FakeHuggingFace.StartAsync();
        await using var host = VisuelHost.Start(hf.Settings);
        using var owner = await host.SignUpAsync("confidential-name");
        await owner.PostAsync(Generate, new { prompt = words });
        hf.ScriptAlways("POST", "/fal-ai/*", "err_502_html");
        await owner.PostAsync(Generate, new { prompt = words, cache = "skip" });
        await owner.PostAsync("/api/auth/login", new { email = owner.Email, password = "a wrong password" });
        Assert.Contains("drew no image for generation", host.Logs.Text, StringComparison.Ordinal);
        foreach (var secret in new[]
        {
            FakeHuggingFace.Token, words, "zebrafinch", "confidential-name", Actor.Password, "a wrong password",
            owner.Token!, "<html", "data:image",
        })
        {
            Assert.DoesNotContain(secret, host.Logs.Text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Only_when_asked_the_composer_stands_in()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.ScriptAlways("POST", "/fal-ai/*", "err_402_depleted_2026");
        await using var host = VisuelHost.Start(hf.Settings);
        using var owner = await host.SignUpAsync("owner");
        Assert.Equal("engine_out_of_credit", (await owner.PostAsync(Generate, new { prompt = "a cat" })).Code);
        var composed = (await owner.PostAsync(Generate, new { prompt = "a cat", fallback = true })).Json;
        Assert.Equal(("composer", "visuel/composer"), (
            composed.GetProperty("engine").GetString(), composed.GetProperty("model").GetString()));
        var chosen = (await owner.PostAsync(Generate, new { prompt = "a dog", model = "visuel/composer" })).Json;
        Assert.Equal("composer", chosen.GetProperty("engine").GetString());
        Assert.Equal(2, (await owner.QuotaAsync()).Used);
    }

    [Fact]
    public async Task A_loading_model_says_when_to_come_back()
    {
        var clock = new HurriedTime(20, DateTimeOffset.Parse("2026-11-10T10:00:00Z", null));
        await using var hf = await FakeHuggingFace.StartAsync(clock);
        hf.Maps(ImageModels.StableDiffusionXl.Id, new FakeMapping("hf-inference", ImageModels.StableDiffusionXl.Id));
        var loading = FakeAnswer.Text(
            503, "application/json",
            """
            {"error":"Model stabilityai/stable-diffusion-xl-base-1.0 is currently loading","estimated_time":20.0}
            """);
        hf.Script("POST", "/hf-inference/*", Enumerable.Repeat(loading, 10).ToArray());
        await using var host = VisuelHost.Start(hf.Settings, clock);
        using var owner = await host.SignUpAsync("owner");
        var reply = await owner.PostAsync(Generate, new { prompt = "a cat" });
        Assert.Equal((503, "model_loading"), (reply.Status, reply.Code));
        Assert.NotNull(reply.Message.Headers.RetryAfter);
        Assert.StartsWith(
            "Le modèle est en cours de chargement. Réessayez dans ", reply.Json.GetProperty("error").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_token_the_composer_draws_unless_hugging_face_was_insisted_on()
    {
        await using var host = VisuelHost.Start(new Dictionary<string, string> { ["IMAGE_ENGINE"] = "huggingface" });
        var (owner, ada) = await host.SignUpWithPlanAsync("creator");
        var forAda = await ada.PostAsync(Generate, new { prompt = "a cat" });
        Assert.Equal((503, "engine_not_configured"), (forAda.Status, forAda.Code));
        Assert.Equal("Token Hugging Face non configuré.", forAda.Json.GetProperty("error").GetString());
        Assert.Equal(
            "Token Hugging Face non configuré. Ajoutez HF_TOKEN dans .env.local.",
            (await owner.PostAsync(Generate, new { prompt = "a cat" })).Json.GetProperty("error").GetString());
        Assert.Equal(0, (await ada.QuotaAsync()).Used);
    }
}
