using System.Text.Json.Nodes;
using SkiaSharp;
using Visuel.Core.Generation;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Engines.HuggingFace;

/// <summary>What goes over the wire when all is well, and what comes back.</summary>
public sealed class DrawingTests
{
    [Theory]
    [InlineData(
        "fal-ai",
        """
        { "prompt": "a lamp", "image_size": { "width": 1024, "height": 1024 }, "seed": 7, "num_images": 1,
          "format": "png" }
        """)]
    [InlineData(
        "together",
        """
        { "prompt": "a lamp", "model": "acme/plain", "response_format": "base64", "width": 1024, "height": 1024,
          "seed": 7, "n": 1 }
        """)]
    [InlineData("replicate", """{ "input": { "prompt": "a lamp", "width": 1024, "height": 1024, "seed": 7 } }""")]
    [InlineData("wavespeed", """{ "prompt": "a lamp", "size": "1024*1024", "seed": 7 }""")]
    [InlineData(
        "hf-inference", """{ "inputs": "a lamp", "parameters": { "width": 1024, "height": 1024, "seed": 7 } }""")]
    public async Task What_a_model_leaves_to_its_provider_is_left_out(string provider, string body)
    {
        const string model = "acme/plain";
        await using var engine = await EngineUnderTest.StartAsync();
        engine.HuggingFace.Maps(model, new FakeMapping(provider, model));

        await engine.DrawnAsync(EngineUnderTest.Order with
        {
            Prompt = "a lamp",
            Model = ImageModels.FromHub(model),
            Size = DrawSize.Default,
            Seed = 7,
        });

        AssertJson(body, engine.HuggingFace.Requests.Single(request => request.Method == "POST").Body);
    }

    [Theory]
    [InlineData("fal-ai", "png", SKEncodedImageFormat.Png)]
    [InlineData("fal-ai", "jpeg", SKEncodedImageFormat.Jpeg)]
    [InlineData("fal-ai", "webp", SKEncodedImageFormat.Webp)]
    [InlineData("hf-inference", "png", SKEncodedImageFormat.Png)]
    [InlineData("hf-inference", "jpeg", SKEncodedImageFormat.Jpeg)]
    public async Task The_file_comes_back_as_it_was_drawn_at_the_size_the_model_knows(
        string provider, string format, SKEncodedImageFormat expected)
    {
        await using var engine = await EngineUnderTest.StartAsync();
        engine.Maps(provider);
        engine.HuggingFace.Draws(new FakePicture { Format = format });

        var drawing = await engine.DrawnAsync();

        using var codec = SKCodec.Create(new MemoryStream(drawing.Bytes.ToArray()));
        Assert.Equal(expected, codec.EncodedFormat);
        Assert.Equal((896, 1152), (codec.Info.Width, codec.Info.Height));
        Assert.Equal(provider, drawing.Provider);
        Assert.Equal(42, drawing.Seed);
    }

    [Fact]
    public async Task The_seed_is_the_one_the_provider_says_it_used()
    {
        await using var engine = await EngineUnderTest.StartAsync();
        engine.HuggingFace.Script("GET", "/fal-ai/fal-ai/fast-sdxl/requests/{id}", "fal_result_ok");

        Assert.Equal(1_234_567, (await engine.DrawnAsync()).Seed);
    }

    [Fact]
    public async Task Tells_where_the_order_stands_in_the_queue()
    {
        await using var engine = await EngineUnderTest.StartAsync();
        engine.HuggingFace.Queues("IN_QUEUE", "IN_QUEUE", "IN_PROGRESS", "IN_PROGRESS");

        await engine.DrawnAsync();

        Assert.Equal(
            [new(DrawStage.Queued, 4), new(DrawStage.Queued, 3), new(DrawStage.Queued, 2), new(DrawStage.Drawing)],
            engine.Progress);
    }

    [Fact]
    public async Task Looks_at_the_queue_ever_more_seldom()
    {
        await using var engine = await EngineUnderTest.StartAsync();
        engine.HuggingFace.Queues([.. Enumerable.Repeat("IN_PROGRESS", 7)]);
        var started = engine.Time.GetTimestamp();

        await engine.DrawnAsync();

        // 0.5 + 0.75 + 1.125 + 1.6875 + 2.53 + 3 + 3 + 3 seconds.
        Assert.True(engine.Time.GetElapsedTime(started) > TimeSpan.FromSeconds(15.5));
    }

    [Fact]
    public async Task Every_call_carries_the_token_the_payer_and_our_name_but_no_download_does()
    {
        await using var engine = await EngineUnderTest.StartAsync(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["HF_BILL_TO"] = "acme-inc" });

        await engine.DrawnAsync();

        Assert.All(engine.HuggingFace.Requests, request => Assert.StartsWith(
            "visuel/", request.Header("user-agent"), StringComparison.Ordinal));
        var (downloads, calls) = (engine.HuggingFace.Requests.Where(
            request => request.Path.StartsWith("/files/", StringComparison.Ordinal)).ToList(),
            engine.HuggingFace.Requests.Where(request => request.Path.StartsWith("/fal-ai/", StringComparison.Ordinal))
                .ToList());
        Assert.All(calls, request => Assert.Equal(("Bearer " + FakeHuggingFace.Token, "acme-inc"), (
            request.Header("authorization"), request.Header("x-hf-bill-to"))));
        Assert.Equal(
            (null, null), (Assert.Single(downloads).Header("authorization"), downloads[0].Header("x-hf-bill-to")));
    }

    [Fact]
    public async Task An_addition_to_a_model_is_sent_with_its_weights_and_its_base()
    {
        await using var engine = await EngineUnderTest.StartAsync();
        engine.HuggingFace.Maps("acme/other", new FakeMapping("fal-ai", "fal-ai/lora"));
        engine.HuggingFace.Script("GET", "/api/models/acme/brand-lora", "mapping_lora");

        await engine.DrawnAsync(EngineUnderTest.Order with { Model = ImageModels.FromHub("acme/brand-lora") });

        var body = engine.HuggingFace.Requests.Single(request => request.Method == "POST").Json;
        Assert.Equal("stabilityai/stable-diffusion-xl-base-1.0", body.GetProperty("model_name").GetString());
        Assert.Equal(
            $"{engine.HuggingFace.Origin}/acme/brand-lora/resolve/main/pytorch_lora_weights.safetensors",
            body.GetProperty("loras")[0].GetProperty("path").GetString());
    }

    private static void AssertJson(string expected, string actual) =>
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)),
            $"Expected {expected}, got {actual}");
}
