using Visuel.Core.Generation;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Engines.HuggingFace;

/// <summary>Which provider is asked when, how often, and what is told when none could.</summary>
public sealed class FallbackTests
{
    [Fact]
    public async Task Asks_in_the_order_of_the_mapping()
    {
        await using var engine = await EngineUnderTest.StartAsync();
        engine.Maps("novita", "hf-inference", "fal-ai");

        Assert.Equal("hf-inference", (await engine.DrawnAsync()).Provider);
        Assert.Equal(0, engine.Asked("fal-ai"));
    }

    [Fact]
    public async Task Asks_only_those_the_operator_allows_in_their_order()
    {
        await using var engine = await EngineUnderTest.StartAsync(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["HF_PROVIDERS"] = "fal-ai" });
        engine.Maps("hf-inference", "fal-ai");
        engine.HuggingFace.ScriptAlways("POST", "/fal-ai/*", "err_400_not_allowed_post");

        Assert.Equal(FaultClass.ModelGone, (await engine.FailedAsync()).Class);
        Assert.Equal(0, engine.Asked("hf-inference"));
    }

    [Fact]
    public async Task Asks_those_that_failed_Hugging_Faces_own_test_last()
    {
        await using var engine = await EngineUnderTest.StartAsync();
        engine.HuggingFace.Maps(
            ImageModels.StableDiffusionXl.Id, EngineUnderTest.Mapping("hf-inference") with { Status = "error" },
            EngineUnderTest.Mapping("fal-ai"));
        engine.HuggingFace.ScriptAlways("POST", "/fal-ai/*", "err_402_payg_not_enabled");

        Assert.Equal("hf-inference", (await engine.DrawnAsync()).Provider);
        Assert.Equal(1, engine.Asked("fal-ai"));
    }

    [Fact]
    public async Task Exhausted_credit_ends_it_at_once()
    {
        await using var engine = await EngineUnderTest.StartAsync();
        engine.Maps("hf-inference", "fal-ai");
        engine.HuggingFace.ScriptAlways("POST", "/hf-inference/*", "err_402_depleted_2026");

        Assert.Equal(FaultClass.CreditsExhausted, (await engine.FailedAsync()).Class);
        Assert.Equal(0, engine.Asked("fal-ai"));
    }

    [Fact]
    public async Task Of_several_failures_the_most_telling_is_told()
    {
        await using var engine = await EngineUnderTest.StartAsync();
        engine.Maps("hf-inference", "fal-ai");
        engine.HuggingFace.ScriptAlways("POST", "/hf-inference/*", "bad_200_html");
        engine.HuggingFace.ScriptAlways("POST", "/fal-ai/*", "err_429_retry_after");

        var fault = await engine.FailedAsync();

        Assert.Equal((FaultClass.RateLimited, TimeSpan.FromSeconds(7)), (fault.Class, fault.RetryAfter));
    }

    [Fact]
    public async Task A_passing_weakness_is_waited_out()
    {
        await using var engine = await EngineUnderTest.StartAsync();
        engine.HuggingFace.Script("POST", "/fal-ai/*", "err_503_plain_json", "err_429_retry_after");

        await engine.DrawnAsync();

        Assert.Equal(3, engine.Asked("fal-ai"));
    }

    [Fact]
    public async Task A_long_Retry_After_is_not_waited_for()
    {
        await using var engine = await EngineUnderTest.StartAsync();
        var answer = FakeAnswer.Error(429, "Too Many Requests") with
        {
            Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["retry-after"] = "11" },
        };
        engine.HuggingFace.Script("POST", "/fal-ai/*", answer, answer);

        var fault = await engine.FailedAsync();

        Assert.Equal((FaultClass.RateLimited, TimeSpan.FromSeconds(11)), (fault.Class, fault.RetryAfter));
        Assert.Equal(1, engine.Asked("fal-ai"));
    }

    [Fact]
    public async Task A_loading_model_is_waited_for_as_long_as_it_says()
    {
        await using var engine = await EngineUnderTest.StartAsync();
        engine.Maps("hf-inference");
        engine.HuggingFace.Script("POST", "/hf-inference/*", Loading(20), Loading(12.3));

        await engine.DrawnAsync();

        Assert.Equal(
            [
                new(DrawStage.Drawing), new(DrawStage.WaitingForModel, WaitSeconds: 20), new(DrawStage.Drawing),
                new(DrawStage.WaitingForModel, WaitSeconds: 13), new(DrawStage.Drawing),
            ],
            engine.Progress);
    }

    [Fact]
    public async Task A_model_that_never_ends_loading_is_asked_for_five_times()
    {
        await using var engine = await EngineUnderTest.StartAsync();
        engine.Maps("hf-inference");
        engine.HuggingFace.Script("POST", "/hf-inference/*", [.. Enumerable.Repeat(Loading(1), 9)]);

        Assert.Equal(FaultClass.Warming, (await engine.FailedAsync()).Class);
        Assert.Equal(5, engine.Asked("hf-inference"));
    }

    [Fact]
    public async Task A_request_that_got_no_answer_in_time_is_not_repeated_and_told_to_stop()
    {
        await using var engine = await EngineUnderTest.StartAsync(
            budgets: EngineUnderTest.Ample with { Provider = TimeSpan.FromSeconds(60) });
        engine.HuggingFace.Queues([.. Enumerable.Repeat("IN_PROGRESS", 500)]);

        Assert.Equal(FaultClass.Timeout, (await engine.FailedAsync()).Class);
        Assert.Equal(1, engine.Asked("fal-ai"));
        Assert.Single(engine.HuggingFace.Cancelled);
    }

    [Fact]
    public async Task No_provider_is_begun_with_when_the_time_left_would_not_do()
    {
        await using var engine = await EngineUnderTest.StartAsync(budgets: EngineUnderTest.Ample with
        {
            Provider = TimeSpan.FromSeconds(60),
            Total = TimeSpan.FromSeconds(120),
            LeastToBegin = TimeSpan.FromSeconds(100),
        });
        engine.Maps("hf-inference", "fal-ai");
        engine.HuggingFace.ScriptAlways("POST", "/hf-inference/*", "net_hang");

        Assert.Equal(FaultClass.Timeout, (await engine.FailedAsync()).Class);
        Assert.Equal(0, engine.Asked("fal-ai"));
    }

    [Fact]
    public async Task The_budget_of_the_whole_drawing_ends_it()
    {
        await using var engine = await EngineUnderTest.StartAsync(
            budgets: EngineUnderTest.Ample with { Total = TimeSpan.FromSeconds(60) });
        engine.HuggingFace.ScriptAlways("POST", "/fal-ai/*", "net_hang");

        Assert.Equal(FaultClass.Timeout, (await engine.FailedAsync()).Class);
    }

    [Fact]
    public async Task Who_stops_waiting_stops_the_provider_too()
    {
        await using var engine = await EngineUnderTest.StartAsync();
        engine.HuggingFace.Queues([.. Enumerable.Repeat("IN_QUEUE", 500)]);
        using var stop = new CancellationTokenSource();
        var drawing = engine.DrawAsync(stop: stop.Token);
        while (engine.HuggingFace.Count("GET", "/fal-ai/*/status") == 0)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => drawing);
        Assert.Single(engine.HuggingFace.Cancelled);
    }

    [Fact]
    public async Task A_look_at_the_queue_that_fails_costs_nothing()
    {
        await using var engine = await EngineUnderTest.StartAsync();
        engine.HuggingFace.Script("GET", "/fal-ai/*/status", "err_502_html", "bad_200_html");
        engine.HuggingFace.Script("GET", "/fal-ai/fal-ai/fast-sdxl/requests/{id}", "err_503_plain_json");
        engine.HuggingFace.Script("GET", "/files/*", "err_500_empty", "net_reset_mid_body");

        await engine.DrawnAsync();

        Assert.Equal(1, engine.Asked("fal-ai"));
    }

    [Fact]
    public async Task Without_a_token_nobody_is_asked()
    {
        await using var engine = await EngineUnderTest.StartAsync(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["HF_TOKEN"] = "" });

        Assert.False(await engine.Engine.IsReadyForAsync(new Patron(default), TestContext.Current.CancellationToken));
        Assert.Equal(FaultClass.NotConfigured, (await engine.FailedAsync()).Class);
        Assert.Empty(engine.HuggingFace.Requests);
    }

    [Fact]
    public async Task A_wrong_token_is_told_as_one()
    {
        await using var engine = await EngineUnderTest.StartAsync(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["HF_TOKEN"] = "hf_anotherOne" });

        Assert.Equal(FaultClass.AuthInvalid, (await engine.FailedAsync()).Class);
    }

    [Fact]
    public async Task What_a_provider_repeats_of_the_prompt_is_not_kept()
    {
        await using var engine = await EngineUnderTest.StartAsync();
        engine.HuggingFace.Script(
            "POST", "/fal-ai/*", FakeAnswer.Error(400, $"Cannot draw '{EngineUnderTest.Prompt}' for hf_abcDEF123"));

        Assert.Equal("fal-ai: HTTP 400: Cannot draw '…' for …", (await engine.FailedAsync()).Detail);
    }

    private static FakeAnswer Loading(double seconds) =>
        FakeAnswer.Json(503, new
        {
            error = "Model stabilityai/stable-diffusion-xl-base-1.0 is currently loading",
            estimated_time = seconds,
        });
}
