using System.Text.Json.Nodes;
using SkiaSharp;
using Visuel.Core.Generation;
using Visuel.Server.Engines.HuggingFace.Providers;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Engines.HuggingFace;

/// <summary>The request that each provider gets (docs/contracts/huggingface.md#providers), and how its image comes
/// back.</summary>
public sealed class ProviderWordsTests
{
    private const string Everything =
        "\"prompt\": \"a zebrafinch quintet rehearsing at dusk\", \"negative_prompt\": \"trombones, wristwatches\"";

    /// <summary>Provider, where it is asked, and what.</summary>
    public static TheoryData<string, string, string> Words { get; } = new()
    {
        {
            "fal-ai", "/fal-ai/fal-ai/fast-sdxl?_subdomain=queue",
            $$"""
            {
              {{Everything}}, "image_size": { "width": 896, "height": 1152 }, "num_inference_steps": 30,
              "guidance_scale": 7, "seed": 42, "num_images": 1, "format": "png"
            }
            """
        },
        {
            "nscale", "/nscale/v1/images/generations",
            $$"""
            {
              {{Everything}}, "model": "stabilityai/stable-diffusion-xl-base-1.0", "response_format": "b64_json",
              "size": "896x1152", "seed": 42
            }
            """
        },
        {
            "together", "/together/v1/images/generations",
            $$"""
            {
              {{Everything}}, "model": "stabilityai/stable-diffusion-xl-base-1.0", "response_format": "base64",
              "width": 896, "height": 1152, "steps": 30, "guidance_scale": 7, "seed": 42, "n": 1
            }
            """
        },
        {
            "deepinfra", "/deepinfra/v1/openai/images/generations",
            """
            {
              "prompt": "a zebrafinch quintet rehearsing at dusk", "model": "stabilityai/stable-diffusion-xl-base-1.0",
              "response_format": "b64_json", "size": "896x1152", "seed": 42
            }
            """
        },
        {
            "replicate", "/replicate/v1/models/stability-ai/sdxl/predictions",
            $$"""
            {
              "input": {
                {{Everything}}, "width": 896, "height": 1152, "num_inference_steps": 30, "guidance_scale": 7, "seed": 42
              }
            }
            """
        },
        {
            "wavespeed", "/wavespeed/api/v3/wavespeed-ai/sdxl",
            $$"""{ {{Everything}}, "size": "896*1152", "num_inference_steps": 30, "guidance_scale": 7, "seed": 42 }"""
        },
        {
            "zai-org", "/zai-org/api/paas/v4/async/images/generations",
            """
            {
              "prompt": "a zebrafinch quintet rehearsing at dusk", "model": "stabilityai/stable-diffusion-xl-base-1.0",
              "size": "896x1152"
            }
            """
        },
        {
            "hf-inference", "/hf-inference/models/stabilityai/stable-diffusion-xl-base-1.0",
            """
            {
              "inputs": "a zebrafinch quintet rehearsing at dusk",
              "parameters": {
                "negative_prompt": "trombones, wristwatches", "width": 896, "height": 1152, "num_inference_steps": 30,
                "guidance_scale": 7, "seed": 42
              }
            }
            """
        },
    };

    [Fact]
    public void Every_provider_has_its_words_here_and_its_company_in_the_operators_page()
    {
        Assert.Equal(KnownProviders.Names.Order(), Words.Select(row => row.Data.Item1).Order());
        var page = File.ReadAllText(Path.Combine(Surface.ArchitectureTests.Root.FullName, "docs/operations.md"));
        Assert.All(KnownProviders.Names, name => Assert.Contains($"| `{name}` | ", page, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Words))]
    public async Task Each_provider_is_asked_in_its_own_words_and_its_image_arrives(
        string provider, string target, string body)
    {
        await using var engine = await EngineUnderTest.StartAsync();
        engine.Maps(provider);

        var drawing = await engine.DrawnAsync();

        var request = engine.HuggingFace.Requests.Single(request => request.Method == "POST");
        Assert.Equal(target, request.Target);
        Assert.Equal("application/json", request.Header("content-type"));
        Assert.Equal(provider == "hf-inference" ? "image/png" : null, request.Header("accept"));
        Assert.Equal(provider == "replicate" ? "wait" : null, request.Header("prefer"));
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(body), JsonNode.Parse(request.Body)),
            $"Expected {body}, got {request.Body}");
        using var codec = SKCodec.Create(new MemoryStream(drawing.Bytes.ToArray()));
        Assert.Equal((provider, 42, 896, 1152), (drawing.Provider, drawing.Seed, codec.Info.Width, codec.Info.Height));
    }

    [Fact]
    public async Task A_model_by_version_is_asked_for_by_its_version()
    {
        await using var engine = await EngineUnderTest.StartAsync();
        engine.HuggingFace.Maps(
            ImageModels.StableDiffusionXl.Id, new FakeMapping("replicate", "stability-ai/sdxl:7762fd07cf82"));

        await engine.DrawnAsync();

        var request = engine.HuggingFace.Requests.Single(request => request.Method == "POST");
        Assert.Equal(("/replicate/v1/predictions", "7762fd07cf82"), (
            request.Target, request.Json.GetProperty("version").GetString()));
    }

    [Theory]
    [InlineData("replicate")]
    [InlineData("wavespeed")]
    [InlineData("zai-org")]
    public async Task Who_takes_longer_is_looked_at_until_it_is_done(string provider)
    {
        await using var engine = await EngineUnderTest.StartAsync();
        engine.Maps(provider);
        engine.HuggingFace.TakesLooks(3);

        await engine.DrawnAsync();

        Assert.Equal(4, engine.HuggingFace.Count("GET", $"/{provider}/*"));
        Assert.Equal(new DrawProgress(DrawStage.Drawing), engine.Progress.Last());
        Assert.Equal(1, engine.Asked(provider));
    }

    [Fact]
    public async Task Replicate_is_told_when_nobody_waits_any_more()
    {
        await using var engine = await EngineUnderTest.StartAsync(
            budgets: EngineUnderTest.Ample with { Provider = TimeSpan.FromSeconds(60) });
        engine.Maps("replicate");
        engine.HuggingFace.TakesLooks(5000);

        Assert.Equal(FaultClass.Timeout, (await engine.FailedAsync()).Class);
        Assert.Single(engine.HuggingFace.Cancelled);
    }

    [Theory]
    [InlineData("""{"data":[{"b64_json":"iVBORw0KGgo\/"}]}""")]
    [InlineData("""{"data":[{"b64_json":null}]}""")]
    [InlineData("""{"data":[{"b64_json":"iVBORw0KGgo="}]""")]
    [InlineData("""[]""")]
    public async Task JSON_without_a_whole_image_is_none(string json)
    {
        await using var engine = await EngineUnderTest.StartAsync();
        engine.Maps("nscale");
        engine.HuggingFace.Script("POST", "/nscale/*", FakeAnswer.Text(200, "application/json", json));

        Assert.Equal(FaultClass.Malformed, (await engine.FailedAsync()).Class);
    }

    [Fact]
    public async Task Base64_with_escaped_slashes_is_read()
    {
        await using var engine = await EngineUnderTest.StartAsync();
        engine.Maps("nscale");
        var file = new FakePictures().Draw(new FakePicture(), "png", DrawSize.Default);
        var base64 = Convert.ToBase64String(file);
        engine.HuggingFace.Script("POST", "/nscale/*", FakeAnswer.Text(
            200, "application/json",
            $$"""{"data":[{"b64_json":"{{base64.Replace("/", "\\/", StringComparison.Ordinal)}}"}]}"""));

        Assert.Equal(file, (await engine.DrawnAsync()).Bytes.ToArray());
    }
}
