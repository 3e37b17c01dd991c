using FsCheck.Xunit;
using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Quota;

namespace Visuel.Core.Tests.Generation;

public sealed class StartRulesTests
{
    private static readonly RequestKey Key = new("one", "body");

    [Fact]
    public void A_key_answers_the_body_it_came_with_and_refuses_another()
    {
        var store = new StoreModel();
        store.Start(Given.Start(10) with { Key = Key }, limit: 2);
        Assert.Equal(Given.Id(10),
            Assert.IsType<StartOutcome.Repeated>(store.Start(Given.Start(11) with { Key = Key }, 2)).Generation.Id);
        Assert.IsType<StartOutcome.KeyMismatch>(
            store.Start(Given.Start(12) with { Key = Key with { BodyHash = "other" } }, 2));
        Assert.IsType<StartOutcome.Repeated>(store.Start(Given.Start(10), 2));
        Assert.Equal(new Usage(0, 1), store.UsageOf(Given.Start(10).Hold.Count));
    }

    [Fact]
    public void A_generation_that_failed_or_was_cancelled_frees_its_key()
    {
        var store = new StoreModel();
        store.Start(Given.Start(10) with { Key = Key }, limit: 1);
        store.Cancel(Given.Ada, Given.Id(10), Given.Now);
        Assert.IsType<StartOutcome.Started>(
            store.Start(Given.Start(11) with { Key = Key with { BodyHash = "other" } }, 1));
        Assert.Equal(
            [GenerationState.Failed, GenerationState.Cancelled], Enum.GetValues<GenerationState>()
                .Where(state => state.FreesKey()));
        Assert.Null(StartRules.UseOf("body", started: null));
    }

    [Fact]
    public void What_the_cache_answers_is_over_at_once_and_costs_nothing()
    {
        var image = new ImageId(Given.Number(20));
        var decision = StartRules.Record(Given.Id(10), Given.Ada, image, Key, Given.Now);
        var told = Assert.IsType<StartOutcome.Joined>(decision.Outcome).Generation;
        Assert.Equal((GenerationState.Succeeded, image, true, Given.Now),
            (told.State, told.Image, told.FromCache, told.FinishedAt));
        Assert.Equal([
            typeof(Change.AddGeneration), typeof(Change.TakeKey)], decision.Changes.Select(change => change.GetType()));
    }

    [Fact]
    public void Identical_requests_of_one_workspace_share_a_drawing_and_its_credit()
    {
        var store = new StoreModel();
        store.Start(Given.Start(10, shareKey: "same"), limit: 1, Given.Claim());
        var joined = Assert.IsType<StartOutcome.Joined>(store.Start(Given.Start(11, shareKey: "same"), 1)).Generation;
        Assert.Equal((GenerationState.Drawing, Given.Id(10)), (joined.State, joined.Leader));
        Assert.IsType<StartOutcome.NotEnough>(store.Start(Given.Start(12, shareKey: "other"), 1));
        Assert.IsType<StartOutcome.Started>(store.Start(Given.Start(13, new WorkspaceId(Given.Number(2)), "same"), 1));
        store.Cancel(Given.Ada, Given.Id(10), Given.Now);
        store.Cancel(Given.Ada, Given.Id(11), Given.Now);
        Assert.IsType<StartOutcome.Started>(store.Start(Given.Start(14, shareKey: "same"), 1));
    }

    [Fact]
    public void A_start_that_is_claimed_in_the_same_write_is_told_as_it_is_stored()
    {
        var store = new StoreModel();
        var start = Given.Start(10);
        var started = Assert.IsType<StartOutcome.Started>(store.Start(start, limit: 1, Given.Claim()));
        Assert.Equal((store.Find(Given.Id(10)), Given.Id(10), start.Plan),
            (started.Generation, started.Claimed!.Id, started.Claimed.Plan));
    }

    [Fact]
    public void Without_room_in_an_allowance_nothing_is_held_anywhere()
    {
        var (wide, narrow) = (new Allowance(Given.Number(30), 9), new Allowance(Given.Number(31), 1));
        var store = new StoreModel();
        NewGeneration Visitor(int number) =>
            Given.Start(number) with { Hold = Given.Start(number).Hold with { Within = [wide, narrow] } };
        store.Start(Visitor(10), limit: 5);
        Assert.Equal(new StartOutcome.NotEnough(new Usage(0, 1)), store.Start(Visitor(11), 5));
        Assert.Equal(new Usage(0, 1), store.UsageOf(wide.CountIn(Period.Of(Given.Now))));
    }

    [Property]
    public void Never_sells_more_credits_than_there_are(byte limit, byte wanted)
    {
        var store = new StoreModel();
        var started = Enumerable.Range(0, wanted)
            .Count(number => store.Start(Given.Start(100 + number), limit % 20) is StartOutcome.Started);
        Assert.Equal(Math.Min(limit % 20, wanted), started);
        Assert.Equal(new Usage(0, started), store.UsageOf(Given.Start(1).Hold.Count));
    }
}
