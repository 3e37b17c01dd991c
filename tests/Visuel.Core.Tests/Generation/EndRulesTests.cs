using FsCheck.Xunit;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Quota;

namespace Visuel.Core.Tests.Generation;

public sealed class EndRulesTests
{
    private static readonly GenerationId Id = Given.Id(10);
    private static readonly Image Image = Given.Image(20, Id);

    [Fact]
    public void An_image_goes_to_the_items_of_all_who_still_wait_for_it_and_spends_one_credit()
    {
        var store = Saved(limit: 1, withFollowers: true);
        Assert.Equal(new KeepOutcome.Kept(CreditState.Committed), store.Keep(Image, 1, evenIfLate: false, Given.Now));
        var links = store.Links.OrderBy(link => link.Item2.Value);
        Assert.Equal([(Image.Id, Given.Item(50)), (Image.Id, Given.Item(51))], links);
        Assert.Equal((Image.Id, null), (store.Find(Given.Id(11))!.Image, store.Find(Given.Id(12))!.Image));
        Assert.Equal((new Usage(1, 0), CreditReason.ImageKept),
            (store.UsageOf(Given.Start(10).Hold.Count), store.Credits[Id].Reason));
    }

    [Fact]
    public void Keeping_it_again_changes_nothing()
    {
        var store = Saved(limit: 1);
        store.Keep(Image, 1, evenIfLate: false, Given.Now);
        var before = store.Find(Id);
        Assert.Equal(
            new KeepOutcome.Kept(CreditState.Committed), store.Keep(Image, 1, evenIfLate: false, Given.Now.AddDays(1)));
        Assert.Equal((before, new Usage(1, 0)), (store.Find(Id), store.UsageOf(Given.Start(10).Hold.Count)));
    }

    [Fact]
    public void An_image_of_another_id_than_the_one_being_saved_comes_too_late()
    {
        var store = Saved(limit: 1);
        Assert.IsType<KeepOutcome.SettledAsLost>(
            store.Keep(Image with { Id = new ImageId(Given.Number(21)) }, 1, evenIfLate: false, Given.Now));
        Assert.True(store.Apply(Moves.TakeOver(Id, Given.Claim("0"))));
        Assert.IsType<KeepOutcome.SettledAsLost>(store.Keep(Image, 1, evenIfLate: false, Given.Now));
        Assert.Empty(store.Images);
    }

    [Fact]
    public void Without_its_workspace_an_image_is_not_kept()
    {
        var store = Saved(limit: 1);
        Assert.IsType<KeepOutcome.WorkspaceGone>(
            store.Keep(Image, 1, evenIfLate: true, Given.Now, hasWorkspace: false));
        Assert.True(store.Fail(Id, "0", new GenerationFailure(GenerationFailure.WorkspaceGone), Given.Now));
    }

    [Property]
    public void A_late_image_is_never_lost_and_never_exceeds_the_limit(byte limit, byte others, bool isForgotten)
    {
        var most = 1 + (limit % 4);
        var store = Saved(most);
        store.Fail(Id, "0", new GenerationFailure(GenerationFailure.Interrupted), Given.Now);
        foreach (var number in Enumerable.Range(100, others % 6))
        {
            store.Start(Given.Start(number), most);
        }

        if (isForgotten)
        {
            store.Generations.Remove(Id);
        }

        var hasRoom = others % 6 < most;
        Assert.Equal(
            new KeepOutcome.Kept(hasRoom ? CreditState.Committed : CreditState.FreeOfCharge), store.Keep(
                Image, most, evenIfLate: true, Given.Now));
        Assert.Equal(hasRoom ? CreditReason.ImageKept : CreditReason.KeptAfterRelease, store.Credits[Id].Reason);
        Assert.Equal(Image, store.Images[Id]);
        Assert.True(store.UsageOf(Given.Start(10).Hold.Count) is var usage && usage.Used + usage.Held <= most);
        Assert.True(isForgotten || store.Find(Id)!.State is GenerationState.Succeeded);
    }

    [Fact]
    public void An_image_without_a_credit_is_free_of_charge()
    {
        var facts = new KeepFacts([], Credit: null, default, HasWorkspace: true, HasImage: false);
        Assert.Equal(new KeepOutcome.Kept(
            CreditState.FreeOfCharge), EndRules.Keep(Image, facts, 0, evenIfLate: true, Given.Now).Outcome);
    }

    [Fact]
    public void A_failure_gives_the_credit_back_once_and_never_while_an_image_is_kept()
    {
        var store = Saved(limit: 1);
        Assert.True(store.Fail(Id, "0", new GenerationFailure("timeout", TimeSpan.FromSeconds(7)), Given.Now));
        Assert.False(store.Fail(Id, "0", new GenerationFailure("timeout"), Given.Now));
        var failed = store.Find(Id)!;
        Assert.Equal((GenerationState.Failed, new GenerationFailure("timeout", TimeSpan.FromSeconds(7))),
            (failed.State, failed.Failure));
        Assert.Equal(
            (new Usage(0, 0), "timeout"), (store.UsageOf(Given.Start(10).Hold.Count), store.Credits[Id].Reason));
        Assert.False(EndRules.Fail(
            Id, Given.Credit(10), hasImage: true, "0", new GenerationFailure("timeout"), Given.Now).Outcome);
    }

    [Fact]
    public void A_hold_is_settled_by_where_its_generation_stands()
    {
        var expected = new Dictionary<GenerationState, Settlement>
        {
            [GenerationState.Queued] = Settlement.Renew,
            [GenerationState.Drawing] = Settlement.TakeOver,
            [GenerationState.WaitingForModel] = Settlement.TakeOver,
            [GenerationState.Saving] = Settlement.TakeOver,
            [GenerationState.Succeeded] = Settlement.GiveBack,
            [GenerationState.Failed] = Settlement.GiveBack,
            [GenerationState.Cancelled] = Settlement.GiveBack,
        };
        Assert.All(Enum.GetValues<GenerationState>(), state => Assert.Equal(expected[state], SettleRules.Of(state)));
        Assert.Equal(Settlement.GiveBack, SettleRules.Of(state: null));
    }

    [Fact]
    public void What_was_taken_over_goes_on_while_a_provider_works_on_it()
    {
        Assert.True(SettleRules.GoesOn(Given.Job, Given.Job.Deadline.AddMilliseconds(-1)));
        Assert.False(SettleRules.GoesOn(Given.Job, Given.Job.Deadline));
        Assert.False(SettleRules.GoesOn(job: null, Given.Now));
    }

    // Drawn by process 0, its image being saved; with two who joined it, one of whom cancelled.
    private static StoreModel Saved(int limit, bool withFollowers = false)
    {
        var store = new StoreModel();
        store.Start(Given.Start(10, shareKey: "same", content: 50), limit, Given.Claim("0"));
        if (withFollowers)
        {
            store.Start(Given.Start(11, shareKey: "same", content: 51), limit);
            store.Start(Given.Start(12, shareKey: "same", content: 52), limit);
            store.Cancel(Given.Ada, Given.Id(12), Given.Now);
        }

        Assert.True(store.Apply(Moves.BeginSaving(Id, "0", Image.Id)));
        return store;
    }
}
