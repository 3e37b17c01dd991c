using System.Text.Json.Nodes;
using SkiaSharp;
using Visuel.Core.Generation;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Engines.HuggingFace;

/// <summary>An Inference Endpoint of the installation's own.</summary>
public sealed class DedicatedEndpointTests
{
    /// <summary>The answers of an endpoint.</summary>
    public static TheoryData<string> Fixtures { get; } =
        [.. HuggingFaceFixture.All.Values.Where(fixture => fixture.Group == "endpoint")
            .Select(fixture => fixture.Name)];

    [Fact]
    public async Task It_is_asked_first_at_its_root_for_a_square()
    {
        await using var engine = await StartAsync();

        var drawing = await engine.DrawnAsync();

        var request = Assert.Single(engine.HuggingFace.Requests);
        Assert.Equal(("POST", "/", "application/json", "image/png", "60"), (
            request.Method, request.Target, request.Header("content-type"), request.Header("accept"),
            request.Header("x-scale-up-timeout")));
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse(
                """
                {
                  "inputs": "a zebrafinch quintet rehearsing at dusk",
                  "parameters": {
                    "negative_prompt": "trombones, wristwatches", "width": 1024, "height": 1024,
                    "num_inference_steps": 30, "guidance_scale": 7, "seed": 42
                  }
                }
                """),
            JsonNode.Parse(request.Body)));
        using var codec = SKCodec.Create(new MemoryStream(drawing.Bytes.ToArray()));
        Assert.Equal(("endpoint", 1024, 1024), (drawing.Provider, codec.Info.Width, codec.Info.Height));
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public async Task Every_answer_is_read_as_what_it_is(string name)
    {
        var fixture = HuggingFaceFixture.All[name];
        await using var engine = await StartAsync(token: null);
        engine.HuggingFace.ScriptAlways("POST", "/", name);

        var outcome = await engine.DrawAsync();

        if (FixtureTests.ClassOf(fixture) is { } expected)
        {
            Assert.Equal(expected, Assert.IsType<DrawOutcome.Failed>(outcome).Fault.Class);
        }
        else
        {
            Assert.IsType<DrawOutcome.Drawn>(outcome);
        }

        Assert.Equal(fixture.RetrySameProvider, engine.HuggingFace.Count("POST", "/") > 1);
    }

    [Fact]
    public async Task One_that_was_scaled_to_zero_is_waited_for_before_anyone_else_is_asked()
    {
        await using var engine = await StartAsync();
        engine.HuggingFace.Script("POST", "/", [.. Enumerable.Repeat("endpoint_503_scaled_to_zero", 8)]);

        Assert.Equal("endpoint", (await engine.DrawnAsync()).Provider);
        Assert.Contains(new DrawProgress(DrawStage.WaitingForModel), engine.Progress);
        Assert.Equal(9, engine.HuggingFace.Requests.Count);
    }

    [Fact]
    public async Task When_it_does_not_wake_the_providers_are_asked()
    {
        await using var engine = await StartAsync();
        engine.HuggingFace.ScriptAlways("POST", "/", "endpoint_503_scaled_to_zero");

        Assert.Equal("fal-ai", (await engine.DrawnAsync()).Provider);
        Assert.Equal(12, engine.HuggingFace.Count("POST", "/"));
    }

    [Fact]
    public async Task What_it_refuses_is_not_sent_to_anyone_else()
    {
        await using var engine = await StartAsync();
        engine.HuggingFace.ScriptAlways("POST", "/", "endpoint_400_content_type");

        Assert.Equal(FaultClass.BadRequest, (await engine.FailedAsync()).Class);
        Assert.Single(engine.HuggingFace.Requests);
    }

    [Fact]
    public async Task Another_model_passes_it_by()
    {
        await using var engine = await StartAsync();
        engine.HuggingFace.Maps(ImageModels.FluxSchnell.Id, new FakeMapping("nscale", "flux"));

        Assert.Equal("nscale", (await engine.DrawnAsync(
            EngineUnderTest.Order with { Model = ImageModels.FluxSchnell })).Provider);
        Assert.Equal(0, engine.HuggingFace.Count("POST", "/"));
    }

    private static Task<EngineUnderTest> StartAsync(string? token = FakeHuggingFace.Token) =>
        EngineUnderTest.StartAsync(fake => new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HF_ENDPOINT_URL"] = fake.Origin,
            ["HF_ENDPOINT_TOKEN"] = FakeHuggingFace.Token,
            ["HF_TOKEN"] = token ?? "",
        });
}
