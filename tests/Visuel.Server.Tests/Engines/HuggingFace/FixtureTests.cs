using System.Text.Json;
using Visuel.Core.Generation;
using Visuel.Server.Engines.HuggingFace.Providers;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Engines.HuggingFace;

/// <summary>Every answer of hf-fixtures.json that a provider can give, over real HTTP
/// (docs/contracts/huggingface.md#errors).</summary>
public sealed class FixtureTests
{
    private static readonly string[] Groups = ["download", "errors", "errors.legacy", "malformed", "transport"];

    /// <summary>Each fixture with each provider it can come from.</summary>
    public static TheoryData<string, string> Cases { get; } = [.. HuggingFaceFixture.All.Values
        .Where(fixture => Groups.Contains(fixture.Group) || fixture.Group.StartsWith("t2i.", StringComparison.Ordinal))
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
            Assert.InRange(
                engine.Asked(provider), fixture.RetrySameProvider ? 2 : 1, fixture.RetrySameProvider ? 3 : 1);
        }
        else
        {
            Assert.Equal(provider, Assert.IsType<DrawOutcome.Drawn>(outcome).Picture.Provider);
            Assert.Equal(1, engine.Asked(provider));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Leads_to_the_next_provider_only_where_that_may_help(string name, string provider)
    {
        var fixture = HuggingFaceFixture.All[name];
        var other = provider == "hf-inference" ? "nscale" : "hf-inference";
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
            Assert.Equal(
                ClassOf(fixture) is null ? provider : other,
                Assert.IsType<DrawOutcome.Drawn>(outcome).Picture.Provider);
        }
    }

    /// <summary>Makes the fake answer a provider with the fixture.</summary>
    internal static void Play(FakeHuggingFace fake, HuggingFaceFixture fixture, string provider)
    {
        var isLook = fixture.Group.EndsWith(".poll", StringComparison.Ordinal)
            || fixture.Group.EndsWith(".result", StringComparison.Ordinal);
        switch (fixture.Group)
        {
            case not "t2i.fal-ai.result" when isLook && fixture.ExpectedClass is "pending" or "fetch_result":
                fake.Script(fixture.Method, fixture.Path, fixture.Name);
                break;
            case "download":
                fake.ScriptAlways(fixture.Method, "/files/*", fixture.Name);
                break;
            default:
                fake.ScriptAlways(fixture.Method, isLook ? fixture.Path : $"/{provider}/*", fixture.Name);
                break;
        }

        if (fixture.Name == "replicate_still_processing")
        {
            // The wait is over, the drawing is not, and never will be.
            fake.ScriptAlways("GET", "/replicate/*", fixture.Name);
            fake.ScriptAlways("POST", "/replicate/*", fixture.Name);
        }
    }

    private static IEnumerable<string> ProvidersOf(HuggingFaceFixture fixture) => fixture.Group.Split('.') switch
    {
        ["t2i", { } provider, ..] => [provider],
        ["download"] => ["fal-ai", "replicate", "wavespeed", "zai-org"],
        _ when fixture.Group == "errors.legacy" => ["hf-inference"],
        // A file as the body is no answer of any other.
        _ when fixture.Name is "net_slow_ok" => ["hf-inference"],
        _ when fixture.Path.Split('/') is [_, { } named, ..] && KnownProviders.Names.Contains(named) => [named],
        _ => KnownProviders.Names,
    };

    /// <summary>The class of failure it is; null for those that are none.</summary>
    internal static FaultClass? ClassOf(HuggingFaceFixture fixture) => fixture.ExpectedClass switch
    {
        "ok" or "pending" or "fetch_result" => null,
        "provider_payg_disabled" => FaultClass.PayAsYouGoDisabled,
        var name => Enum.Parse<FaultClass>(
            JsonNamingPolicy.SnakeCaseLower.ConvertName(name).Replace("_", "", StringComparison.Ordinal),
            ignoreCase: true),
    };

    private static Visuel.Server.Engines.HuggingFace.HuggingFaceBudgets Budgets(HuggingFaceFixture fixture) =>
        fixture.Name is "net_hang" or "replicate_still_processing"
            ? EngineUnderTest.Ample with { Provider = TimeSpan.FromSeconds(60) }
            : EngineUnderTest.Ample;

    // Some fixtures belong to a model of their own.
    private static Order OrderFor(EngineUnderTest engine, HuggingFaceFixture fixture)
    {
        if (fixture.Name is not ("fal_queue_submit_multisegment_app" or "replicate_version_ok"))
        {
            return EngineUnderTest.Order;
        }

        const string model = "acme/one-of-a-kind";
        engine.HuggingFace.Maps(model, fixture.Name == "replicate_version_ok"
            ? new FakeMapping("replicate", "stability-ai/sdxl:7762fd07")
            : new FakeMapping("fal-ai", "fal-ai/flux/dev"));
        return EngineUnderTest.Order with { Model = ImageModels.FromHub(model) };
    }
}
