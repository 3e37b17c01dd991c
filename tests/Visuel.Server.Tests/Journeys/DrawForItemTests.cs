using Microsoft.Extensions.DependencyInjection;
using Visuel.Core.Accounts;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Server.Answers;
using Visuel.Server.Features.Drawing.Ask;
using Visuel.Server.Features.Drawing.Follow;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Journeys;

/// <summary>The wand of a content item, without a browser.</summary>
public sealed class DrawForItemTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_waits_is_drawn_and_the_image_is_on_the_item()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.Queues("IN_QUEUE", "IN_PROGRESS");
        await using var host = VisuelHost.Start(hf.Settings);
        using var owner = await host.SignUpAsync("owner");

        var states = await WaveAsync(host, await WishAsync(host, owner));

        Assert.Null(Assert.IsType<WandState.Drawing>(states[0]).Generation);
        Assert.Contains(states, state => state is WandState.Drawing { Generation.State: GenerationState.Drawing });
        Assert.DoesNotContain(states, state => state is WandState.Drawing { Generation.IsOver: true });
        var ready = Assert.IsType<WandState.Ready>(states[^1]);
        Assert.Equal([ready.Image.Id], ready.Versions.Select(image => image.Id));
    }

    [Fact]
    public async Task Another_one_is_a_version_beside_the_first_and_the_same_words_again_cost_nothing()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var wish = await WishAsync(host, owner);
        var first = Assert.IsType<WandState.Ready>((await WaveAsync(host, wish))[^1]);
        var again = Assert.IsType<WandState.Ready>((await WaveAsync(host, wish))[^1]);
        var other = Assert.IsType<WandState.Ready>((await WaveAsync(host, wish with { IsAnother = true }))[^1]);

        Assert.Equal(first.Image.Id, again.Image.Id);
        Assert.Equal([other.Image.Id, first.Image.Id], other.Versions.Select(image => image.Id));
        Assert.Equal(2, (await owner.QuotaAsync()).Used);
    }

    [Fact]
    public async Task Without_a_credit_the_plans_are_offered()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var ada = await host.SignUpAsync("ada");

        var refused = Assert.IsType<WandState.Refused>((await WaveAsync(host, await WishAsync(host, ada)))[^1]);

        Assert.Equal((Problem.PlanWithoutImages, WandOffers.Plans), (refused.Problem, refused.Offers));
    }

    [Fact]
    public async Task When_the_engine_fails_the_composer_is_offered_and_draws()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.ScriptAlways("POST", "/fal-ai/*", "err_402_depleted_2026");
        await using var host = VisuelHost.Start(hf.Settings);
        using var owner = await host.SignUpAsync("owner");
        var wish = await WishAsync(host, owner);

        var refused = Assert.IsType<WandState.Refused>((await WaveAsync(host, wish))[^1]);
        Assert.Equal((Problem.EngineOutOfCredit, WandOffers.Composer), (refused.Problem, refused.Offers));
        Assert.IsType<WandState.Ready>((await WaveAsync(host, wish with { Model = ImageModels.Composer.Id }))[^1]);
        Assert.Equal(1, (await owner.QuotaAsync()).Used);
    }

    [Fact]
    public async Task What_cannot_be_drawn_is_refused_in_a_sentence_without_offers()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var wish = await WishAsync(host, owner);

        var gone = Assert.IsType<WandState.Refused>(
            (await WaveAsync(host, wish with { Item = new ContentItemId(Guid.CreateVersion7()) }))[^1]);

        Assert.Equal((Problem.InvalidRequest, WandOffers.None), (gone.Problem, gone.Offers));
        Assert.NotEmpty(gone.Sentence);
    }

    [Fact]
    public async Task One_that_is_cancelled_ends_as_cancelled()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.Draws(new FakePicture { Delay = TimeSpan.FromMinutes(5) });
        await using var host = VisuelHost.Start(hf.Settings);
        using var owner = await host.SignUpAsync("owner");
        var (wish, states) = (await WishAsync(host, owner), new List<WandState>());
        var cancel = host.Services.GetRequiredService<CancelGeneration>();
        await foreach (var state in host.Services.GetRequiredService<DrawForItem>().RunAsync(wish, Stop))
        {
            states.Add(state);
            if (state is WandState.Drawing { Generation: { State: GenerationState.Drawing } drawn })
            {
                await cancel.RunAsync(wish.Workspace, drawn.Id, Stop);
            }
        }

        Assert.IsType<WandState.Cancelled>(states[^1]);
        Assert.Equal((0, 0), await owner.QuotaAsync() is var quota ? (quota.Used, quota.Held) : default);
    }

    [Fact]
    public async Task An_outage_is_a_state_like_any_other()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var wish = await WishAsync(host, owner);
        using var away = new StoreIsAway(host, "generations");

        var refused = Assert.IsType<WandState.Refused>((await WaveAsync(host, wish))[^1]);

        Assert.Equal((Problem.StoreUnavailable, WandOffers.None), (refused.Problem, refused.Offers));
        Assert.Contains("5", refused.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_stops_listening_does_not_stop_the_drawing()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.Draws(new FakePicture { Delay = TimeSpan.FromMilliseconds(500) });
        await using var host = VisuelHost.Start(hf.Settings);
        using var owner = await host.SignUpAsync("owner");
        var wish = await WishAsync(host, owner);
        using var leaves = new CancellationTokenSource();
        var states = new List<WandState>();
        await foreach (var state in host.Services.GetRequiredService<DrawForItem>().RunAsync(wish, leaves.Token))
        {
            states.Add(state);
            await leaves.CancelAsync();
        }

        Assert.All(states, state => Assert.IsType<WandState.Drawing>(state));
        await Eventually.HappensAsync(async () =>
            (await owner.GetAsync($"/api/contents/{wish.Item}")).Json.GetProperty("imageIds").GetArrayLength() == 1);
    }

    private static async Task<List<WandState>> WaveAsync(VisuelHost host, WandWish wish)
    {
        var states = new List<WandState>();
        await foreach (var state in host.Services.GetRequiredService<DrawForItem>().RunAsync(wish, Stop))
        {
            states.Add(state);
        }

        return states;
    }

    private static async Task<WandWish> WishAsync(VisuelHost host, Actor who)
    {
        var item = await who.AddContentAsync("Soldes d'hiver");
        var account = await host.Services.GetRequiredService<IAccounts>().FindAsync(new AccountId(who.Id), Stop);
        return new WandWish(account!, new ContentItemId(item));
    }
}
