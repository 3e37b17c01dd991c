using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Quota;

namespace Visuel.Core.Tests.Generation;

public sealed class MovesTests
{
    private static readonly GenerationId Id = Given.Id(10);
    private static readonly ImageId Image = new(Given.Number(20));
    private static readonly DateTimeOffset Later = Given.Now.AddSeconds(61);

    [Fact]
    public void Of_two_processes_that_claim_one_generation_the_first_gets_it()
    {
        var store = Queued();
        Assert.True(store.Apply(Moves.Claim(Id, Given.Claim("0"))));
        Assert.False(store.Apply(Moves.Claim(Id, Given.Claim("1"))));
        Assert.Equal(("0", GenerationState.Drawing), (store.Credits[Id].Node, store.Generations[Id].State));
    }

    [Fact]
    public void Only_whoever_draws_it_moves_it()
    {
        var store = Drawn();
        var before = store.Generations[Id];
        Assert.False(store.Apply(Moves.Report(Id, "1", new DrawProgress(DrawStage.WaitingForModel))));
        Assert.False(store.Apply(Moves.Remember(Id, "1", Given.Job)));
        Assert.False(store.Apply(Moves.BeginSaving(Id, "1", Image)));
        Assert.False(store.Apply(Moves.Park(Id, "1", Given.Now)));
        Assert.False(store.Fail(Id, "1", new GenerationFailure("timeout"), Given.Now));
        Assert.Equal(before, store.Generations[Id]);
    }

    [Fact]
    public void A_report_is_seen_and_a_remembered_order_is_not()
    {
        var store = Drawn();
        var before = store.Find(Id)!;
        Assert.True(store.Apply(Moves.Remember(Id, "0", Given.Job)));
        Assert.Equal((before, Given.Job), (store.Find(Id), store.Jobs[Id]));
        Assert.True(store.Apply(Moves.Report(Id, "0", new DrawProgress(DrawStage.WaitingForModel, 3, 20))));
        var told = store.Find(Id)!;
        Assert.Equal((GenerationState.WaitingForModel, 3, 20, before.Version + 1),
            (told.State, told.QueuePosition, told.WaitSeconds, told.Version));
        Assert.True(store.Apply(Moves.Report(Id, "0", new DrawProgress(DrawStage.Queued, 1))));
        Assert.Equal(GenerationState.Drawing, store.Find(Id)!.State);
    }

    [Fact]
    public void Of_a_cancel_and_the_move_to_saving_the_first_wins()
    {
        var (saved, cancelled) = (Drawn(), Drawn());
        Assert.True(saved.Apply(Moves.BeginSaving(Id, "0", Image)));
        Assert.IsType<CancelOutcome.TooLate>(saved.Cancel(Given.Ada, Id, Given.Now));
        Assert.IsType<CancelOutcome.Cancelled>(cancelled.Cancel(Given.Ada, Id, Given.Now));
        Assert.False(cancelled.Apply(Moves.BeginSaving(Id, "0", Image)));
    }

    [Fact]
    public void It_is_taken_over_once_the_lease_is_over_and_by_one()
    {
        var store = Drawn();
        Assert.False(store.Apply(Moves.TakeOver(Id, Given.Claim("1"))));
        Assert.True(store.Apply(Moves.TakeOver(Id, Given.Claim("1", Later))));
        Assert.False(store.Apply(Moves.TakeOver(Id, Given.Claim("2", Later))));
        Assert.False(store.Apply(Moves.BeginSaving(Id, "0", Image)));
        Assert.True(store.Apply(Moves.BeginSaving(Id, "1", Image)));
        // Also while its image is being saved, and without waiting by the same process's successor.
        Assert.True(store.Apply(Moves.TakeOver(Id, Given.Claim("1", Later))));
        Assert.Equal((GenerationState.Drawing, Image), (store.Generations[Id].State, store.Generations[Id].Image));
    }

    [Fact]
    public void What_is_queued_or_over_is_not_taken_over()
    {
        var (queued, over) = (Queued(), Drawn());
        Assert.False(queued.Apply(Moves.TakeOver(Id, Given.Claim("1", Later))));
        over.Fail(Id, "0", new GenerationFailure("timeout"), Given.Now);
        Assert.False(over.Apply(Moves.TakeOver(Id, Given.Claim("0", Later))));
    }

    [Fact]
    public void What_was_parked_may_be_taken_over_at_once()
    {
        var store = Drawn();
        Assert.True(store.Apply(Moves.Park(Id, "0", Given.Now)));
        Assert.False(store.Apply(Moves.Park(Id, "0", Given.Now)));
        Assert.True(store.Apply(Moves.TakeOver(Id, Given.Claim("1", Given.Now.AddMilliseconds(1)))));
    }

    [Fact]
    public void A_lease_longer_than_any_can_be_is_over()
    {
        Assert.False(CreditRules.IsExpired(Given.Now, Given.Now));
        Assert.True(CreditRules.IsExpired(Given.Now.AddMilliseconds(-1), Given.Now));
        Assert.False(CreditRules.IsExpired(Given.Now + CreditRules.LongestLease, Given.Now));
        Assert.True(
            CreditRules.IsExpired(Given.Now + CreditRules.LongestLease + TimeSpan.FromMilliseconds(1), Given.Now));
    }

    [Fact]
    public void Only_a_held_credit_is_renewed()
    {
        var store = Drawn();
        Assert.True(store.Apply(Moves.Renew(Id, Later)));
        Assert.Equal(("0", Later), (store.Credits[Id].Node, store.Credits[Id].LeaseUntil));
        store.Fail(Id, "0", new GenerationFailure("timeout"), Given.Now);
        Assert.False(store.Apply(Moves.Renew(Id, Later.AddSeconds(60))));
        Assert.False(store.Apply(Moves.Renew(Given.Id(11), Later)));
    }

    private static StoreModel Queued()
    {
        var store = new StoreModel();
        Assert.IsType<StartOutcome.Started>(store.Start(Given.Start(10), limit: 1));
        return store;
    }

    private static StoreModel Drawn()
    {
        var store = Queued();
        Assert.Equal(Id, store.Claim(Given.Claim("0")));
        return store;
    }
}
