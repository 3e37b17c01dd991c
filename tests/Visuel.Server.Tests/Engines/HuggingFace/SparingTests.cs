using Visuel.Core.Generation;

namespace Visuel.Server.Tests.Engines.HuggingFace;

/// <summary>Who is not asked: those that keep failing, and anyone at all when the money is gone.</summary>
public sealed class SparingTests
{
    [Fact]
    public async Task A_provider_that_keeps_failing_is_left_alone_and_asked_again_later()
    {
        await using var engine = await EngineUnderTest.StartAsync();
        engine.Maps("nscale", "hf-inference");
        engine.HuggingFace.Script("POST", "/nscale/*", [.. Enumerable.Repeat("nscale_empty_data", 5)]);
        for (var drawing = 0; drawing < 8; drawing++)
        {
            Assert.Equal("hf-inference", (await engine.DrawnAsync()).Provider);
        }

        Assert.Equal(5, engine.Asked("nscale"));
        await Task.Delay(TimeSpan.FromSeconds(31), engine.Time, TestContext.Current.CancellationToken);

        Assert.Equal("nscale", (await engine.DrawnAsync()).Provider);
    }

    [Fact]
    public async Task When_only_the_resting_one_has_the_model_it_is_told_as_busy_with_the_time_left()
    {
        await using var engine = await EngineUnderTest.StartAsync();
        engine.Maps("nscale");
        engine.HuggingFace.ScriptAlways("POST", "/nscale/*", "nscale_empty_data");
        for (var drawing = 0; drawing < 5; drawing++)
        {
            Assert.Equal(FaultClass.Malformed, (await engine.FailedAsync()).Class);
        }

        var fault = await engine.FailedAsync();

        Assert.Equal((FaultClass.Unavailable, 5), (fault.Class, engine.Asked("nscale")));
        Assert.InRange(fault.RetryAfter!.Value.TotalSeconds, 1, 30);
    }

    [Fact]
    public async Task A_refusal_of_the_words_is_no_sickness()
    {
        await using var engine = await EngineUnderTest.StartAsync();
        engine.Maps("replicate");
        engine.HuggingFace.ScriptAlways("POST", "/replicate/*", "replicate_failed_nsfw");
        for (var drawing = 0; drawing < 8; drawing++)
        {
            Assert.Equal(FaultClass.ContentBlocked, (await engine.FailedAsync()).Class);
        }

        Assert.Equal(8, engine.Asked("replicate"));
    }

    [Fact]
    public async Task With_the_credit_used_up_nobody_is_asked_but_one_probe_every_ten_minutes()
    {
        await using var engine = await EngineUnderTest.StartAsync();
        engine.HuggingFace.Script("POST", "/fal-ai/*", "err_402_depleted_2026", "err_402_depleted_2026");

        for (var drawing = 0; drawing < 5; drawing++)
        {
            Assert.Equal(FaultClass.CreditsExhausted, (await engine.FailedAsync()).Class);
        }

        Assert.Equal(1, engine.Asked("fal-ai"));
        await Task.Delay(TimeSpan.FromMinutes(10.1), engine.Time, TestContext.Current.CancellationToken);
        Assert.Equal(FaultClass.CreditsExhausted, (await engine.FailedAsync()).Class);
        Assert.Equal(FaultClass.CreditsExhausted, (await engine.FailedAsync()).Class);
        Assert.Equal(2, engine.Asked("fal-ai"));
        await Task.Delay(TimeSpan.FromMinutes(10.1), engine.Time, TestContext.Current.CancellationToken);
        await engine.DrawnAsync();
        await engine.DrawnAsync();
    }

    [Fact]
    public async Task The_end_of_the_credit_is_logged_once_with_what_to_do()
    {
        await using var engine = await EngineUnderTest.StartAsync();
        engine.HuggingFace.ScriptAlways("POST", "/fal-ai/*", "err_402_depleted_2026");
        await engine.FailedAsync();
        await engine.FailedAsync();

        Assert.Single(engine.Logs.Text.Split('\n'), line => line.Contains(
            "https://huggingface.co/settings/billing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pay_as_you_go_that_is_off_at_one_provider_says_nothing_of_the_credit()
    {
        await using var engine = await EngineUnderTest.StartAsync();
        engine.Maps("nscale", "fal-ai");
        engine.HuggingFace.ScriptAlways("POST", "/nscale/*", "err_402_payg_not_enabled");
        await engine.DrawnAsync();
        await engine.DrawnAsync();

        Assert.Equal(2, engine.Asked("nscale"));
    }

    [Fact]
    public async Task After_two_that_did_not_answer_in_time_nobody_else_is_asked()
    {
        await using var engine = await EngineUnderTest.StartAsync(
            budgets: EngineUnderTest.Ample with { Provider = TimeSpan.FromSeconds(30) });
        engine.Maps("nscale", "hf-inference", "fal-ai");
        engine.HuggingFace.ScriptAlways("POST", "/nscale/*", "net_hang");
        engine.HuggingFace.ScriptAlways("POST", "/hf-inference/*", "net_hang");

        Assert.Equal(FaultClass.Timeout, (await engine.FailedAsync()).Class);
        Assert.Equal((1, 1, 0), (engine.Asked("nscale"), engine.Asked("hf-inference"), engine.Asked("fal-ai")));
    }
}
