using Visuel.Core.Generation;
using Visuel.Server.Engines.HuggingFace;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Engines.HuggingFace;

/// <summary>Who has a model: asked of the Hub, remembered for a while, and survived when the Hub is silent.</summary>
public sealed class MappingTests
{
    private const string Lookup = "/api/models/*";
    private const string OtherModel = "acme/other";

    private static readonly Order OtherOrder = EngineUnderTest.Order with { Model = ImageModels.FromHub(OtherModel) };

    /// <summary>The fixtures in which the Hub describes a model.</summary>
    public static TheoryData<string> Descriptions { get; } =
        [.. HuggingFaceFixture.All.Values.Where(fixture => fixture is { Group: "mapping", Status: 200 }
            && fixture.Expect.TryGetProperty("providers", out _)).Select(fixture => fixture.Name)];

    /// <summary>The fixtures that are failures.</summary>
    public static TheoryData<string> Failures { get; } =
        [.. HuggingFaceFixture.All.Values.Where(fixture => fixture.Group == "mapping" && fixture.ExpectedClass != "ok")
            .Select(fixture => fixture.Name)];

    [Theory]
    [MemberData(nameof(Descriptions))]
    public void Both_shapes_are_read_and_only_live_text_to_image_counts(string name)
    {
        var fixture = HuggingFaceFixture.All[name];
        var body = fixture.Answer(new FakePictures(), _ => "").Body;
        string[] all = ["fal-ai", "hf-inference", "nscale", "together", "replicate"];

        var live = ProviderMapping.Read(ImageModels.StableDiffusionXl.Id, body)!.Candidates(all, [])
            .Where(entry => entry.Status == "live");

        var expected = fixture.Expect.GetProperty("providers").EnumerateArray()
            .Select(pair => (pair[0].GetString()!, pair[1].GetString()!));
        Assert.Equal(expected, live.Select(entry => (entry.Provider, entry.ProviderId)));
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_model_the_Hub_does_not_map_is_told_as_what_it_is(string name)
    {
        var fixture = HuggingFaceFixture.All[name];
        await using var engine = await EngineUnderTest.StartAsync();
        engine.HuggingFace.ScriptAlways("GET", Lookup, name);

        var fault = await engine.FailedAsync(OtherOrder);

        Assert.Equal(fixture.ExpectedClass, System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(
            fault.Class.ToString()));
        Assert.Equal(fixture.RetryAfterSeconds, (int?)fault.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task The_lookup_goes_where_the_contract_says_with_the_token()
    {
        await using var engine = await EngineUnderTest.StartAsync();

        await engine.DrawnAsync();

        var lookup = engine.HuggingFace.Requests[0];
        Assert.Equal(
            "/api/models/stabilityai/stable-diffusion-xl-base-1.0?expand[]=inferenceProviderMapping", lookup.Target);
        Assert.Equal("Bearer " + FakeHuggingFace.Token, lookup.Header("authorization"));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("acme/..")]
    [InlineData("acme//x")]
    [InlineData("")]
    public async Task A_name_that_climbs_is_no_model(string model)
    {
        await using var engine = await EngineUnderTest.StartAsync();

        Assert.Equal(FaultClass.ModelGone, (await engine.FailedAsync(
            OtherOrder with { Model = ImageModels.FromHub(model) })).Class);
        Assert.Empty(engine.HuggingFace.Requests);
    }

    [Theory]
    [InlineData("acme/a?b=c#d", "acme/a%3Fb%3Dc%23d")]
    [InlineData("acme/é", "acme/%C3%A9")]
    [InlineData("acme/a%2F..%2Fb", "acme/a%252F..%252Fb")]
    public async Task What_a_name_holds_is_escaped(string model, string path)
    {
        await using var engine = await EngineUnderTest.StartAsync();

        await engine.FailedAsync(OtherOrder with { Model = ImageModels.FromHub(model) });

        Assert.Equal(
            $"/api/models/{path}?expand[]=inferenceProviderMapping", engine.HuggingFace.Requests.Single().Target);
    }

    [Theory]
    [InlineData("mapping_429")]
    [InlineData("mapping_html_503")]
    [InlineData("net_reset_before_headers")]
    [InlineData("bad_200_html")]
    [InlineData("net_hang")]
    public async Task While_the_Hub_is_silent_the_built_in_route_of_SDXL_serves(string name)
    {
        await using var engine = await EngineUnderTest.StartAsync(
            budgets: EngineUnderTest.Ample with { Mapping = TimeSpan.FromSeconds(30) });
        engine.HuggingFace.ScriptAlways("GET", Lookup, name);

        Assert.Equal("fal-ai", (await engine.DrawnAsync()).Provider);
        Assert.Equal(1, engine.HuggingFace.Count("GET", Lookup));
    }

    [Fact]
    public async Task While_the_Hub_is_silent_what_it_said_last_serves()
    {
        await using var engine = await EngineUnderTest.StartAsync(
            budgets: EngineUnderTest.Ample with { MappingLife = TimeSpan.Zero });
        engine.HuggingFace.Maps(OtherModel, new FakeMapping("hf-inference", OtherModel));
        await engine.DrawnAsync(OtherOrder);
        engine.HuggingFace.ScriptAlways("GET", Lookup, "mapping_429");

        Assert.Equal("hf-inference", (await engine.DrawnAsync(OtherOrder)).Provider);
    }

    [Fact]
    public async Task A_mapping_is_remembered_and_many_at_once_ask_for_it_once()
    {
        await using var engine = await EngineUnderTest.StartAsync();
        engine.Maps("hf-inference");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => engine.DrawnAsync()));
        await engine.DrawnAsync();

        Assert.Equal(1, engine.HuggingFace.Count("GET", Lookup));
    }

    [Fact]
    public async Task A_mapping_is_believed_only_for_a_while()
    {
        await using var engine = await EngineUnderTest.StartAsync(
            budgets: EngineUnderTest.Ample with { MappingLife = TimeSpan.FromSeconds(10) });
        await engine.DrawnAsync();
        await Task.Delay(TimeSpan.FromSeconds(11), engine.Time, TestContext.Current.CancellationToken);

        await engine.DrawnAsync();

        Assert.Equal(2, engine.HuggingFace.Count("GET", Lookup));
    }

    [Fact]
    public async Task A_mapping_that_a_provider_proves_wrong_is_asked_for_again()
    {
        await using var engine = await EngineUnderTest.StartAsync(
            budgets: EngineUnderTest.Ample with { MappingLife = TimeSpan.FromDays(10) });
        engine.Maps("hf-inference");
        await engine.DrawnAsync();
        engine.HuggingFace.Script("POST", "/hf-inference/*", FakeAnswer.Error(
            410, "The requested model is deprecated and no longer supported by provider hf-inference"));
        engine.Maps("hf-inference", "fal-ai");

        Assert.Equal("fal-ai", (await engine.DrawnAsync()).Provider);
        Assert.Equal(2, engine.Asked("hf-inference"));
        Assert.Equal(2, engine.HuggingFace.Count("GET", Lookup));
    }

    [Fact]
    public async Task A_refusal_of_the_token_by_the_Hub_is_no_missing_model()
    {
        await using var engine = await EngineUnderTest.StartAsync();
        engine.HuggingFace.Script("GET", Lookup, FakeAnswer.Error(401, "Invalid credentials in Authorization header"));

        Assert.Equal(FaultClass.AuthInvalid, (await engine.FailedAsync(OtherOrder)).Class);
    }
}
