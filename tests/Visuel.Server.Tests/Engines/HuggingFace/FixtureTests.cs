using System.Text.Json;
using Visuel.Core.Generation;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Engines.HuggingFace;

/// <summary>Every case of the contract that fal-ai or hf-inference can answer with, over real HTTP.</summary>
public sealed class FixtureTests
{
    private static readonly string[] Groups =
        ["t2i.hf-inference", "t2i.fal-ai", "t2i.fal-ai.poll", "t2i.fal-ai.result", "download", "errors", "errors.legacy", "malformed", "transport"];

    /// <summary>Each fixture with each provider it can come from.</summary>
    public static TheoryData<string, string> Cases { get; } = [.. HuggingFaceFixture.All.Values.Where(fixture => Groups.Contains(fixture.Group))
        .SelectMany(fixture => ProvidersOf(fixture).Select(provider => (fixture.Name, provider)))];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Is_read_as_what_it_is_and_asked_again_only_where_that_may_help(string name, string provider)
    {
        var fixture = HuggingFaceFixture.All[name];
        await using var engine = await EngineUnderTest.StartAsync(budgets: Budgets(fixture));
        engine.Maps(provider);
        Play(engine.HuggingFace, fixture, provider);

        var outcome = await engine.DrawAsync(OrderFor(engine, fixture));

        if (ClassOf(fixture) is { } expected)
        {
            Assert.Equal(expected, Assert.IsType<DrawOutcome.Failed>(outcome).Fault.Class);
            Assert.InRange(engine.Asked(provider), fixture.RetrySameProvider ? 2 : 1, fixture.RetrySameProvider ? 3 : 1);
        }
        else
        {
            Assert.Equal(provider, Assert.IsType<DrawOutcome.Drawn>(outcome).Drawing.Provider);
            Assert.Equal(1, engine.Asked(provider));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Leads_to_the_next_provider_only_where_that_may_help(string name, string provider)
    {
        var fixture = HuggingFaceFixture.All[name];
        var other = provider == "fal-ai" ? "hf-inference" : "fal-ai";
        await using var engine = await EngineUnderTest.StartAsync(budgets: Budgets(fixture));
        engine.Maps(provider, other);
        Play(engine.HuggingFace, fixture, provider);

        var outcome = await engine.DrawAsync(OrderFor(engine, fixture));

        if (ClassOf(fixture) is { } expected && !fixture.TryNextProvider)
        {
            Assert.Equal(expected, Assert.IsType<DrawOutcome.Failed>(outcome).Fault.Class);
            Assert.Equal(0, engine.Asked(other));
        }
        else
        {
            Assert.Equal(ClassOf(fixture) is null ? provider : other, Assert.IsType<DrawOutcome.Drawn>(outcome).Drawing.Provider);
        }
    }

    /// <summary>Makes the fake answer a provider with the fixture.</summary>
    internal static void Play(FakeHuggingFace fake, HuggingFaceFixture fixture, string provider)
    {
        switch (fixture.Group)
        {
            case "t2i.fal-ai.poll" when ClassOf(fixture) is null:
                fake.Script(fixture.Method, fixture.Path, fixture.Name);
                break;
            case "t2i.fal-ai.poll" or "t2i.fal-ai.result" or "download":
                fake.ScriptAlways(fixture.Method, fixture.Path.Replace("/out.png", "/*", StringComparison.Ordinal).Replace("/out.jpg", "/*", StringComparison.Ordinal), fixture.Name);
                break;
            default:
                fake.ScriptAlways("POST", $"/{provider}/*", fixture.Name);
                break;
        }
    }

    private static IEnumerable<string> ProvidersOf(HuggingFaceFixture fixture) =>
        fixture.Group.StartsWith("t2i.fal-ai", StringComparison.Ordinal) || fixture.Group == "download" ? ["fal-ai"]
        : fixture.Path.StartsWith("/hf-inference/", StringComparison.Ordinal) || fixture.Group == "errors.legacy" ? ["hf-inference"]
        // A file as the body is no answer of fal's.
        : fixture.Name is "net_slow_ok" ? ["hf-inference"]
        : ["fal-ai", "hf-inference"];

    /// <summary>The class of failure it is; null for those that are none.</summary>
    internal static FaultClass? ClassOf(HuggingFaceFixture fixture) => fixture.ExpectedClass switch
    {
        "ok" or "pending" or "fetch_result" => null,
        "provider_payg_disabled" => FaultClass.PayAsYouGoDisabled,
        var name => Enum.Parse<FaultClass>(JsonNamingPolicy.SnakeCaseLower.ConvertName(name).Replace("_", "", StringComparison.Ordinal), ignoreCase: true),
    };

    private static Visuel.Server.Engines.HuggingFace.HuggingFaceBudgets Budgets(HuggingFaceFixture fixture) =>
        fixture.Name == "net_hang" ? EngineUnderTest.Ample with { Provider = TimeSpan.FromSeconds(60) } : EngineUnderTest.Ample;

    // Some fixtures belong to a model of their own.
    private static Order OrderFor(EngineUnderTest engine, HuggingFaceFixture fixture)
    {
        if (fixture.Name != "fal_queue_submit_multisegment_app")
        {
            return EngineUnderTest.Order;
        }

        const string flux = "black-forest-labs/FLUX.1-dev";
        engine.HuggingFace.Maps(flux, new FakeMapping("fal-ai", "fal-ai/flux/dev"));
        return EngineUnderTest.Order with { Model = ImageModel.FromHub(flux) };
    }
}
