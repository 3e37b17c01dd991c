using FsCheck.Xunit;
using Visuel.Core.Generation;
using Visuel.Core.Quota;

namespace Visuel.Core.Tests.Generation;

public sealed class CancelRulesTests
{
    [Theory]
    [InlineData(GenerationState.Queued, true)]
    [InlineData(GenerationState.Drawing, true)]
    [InlineData(GenerationState.WaitingForModel, true)]
    [InlineData(GenerationState.Saving, false)]
    [InlineData(GenerationState.Succeeded, false)]
    [InlineData(GenerationState.Failed, false)]
    [InlineData(GenerationState.Cancelled, false)]
    public void It_may_be_cancelled_until_it_is_saved(GenerationState state, bool mayBe)
    {
        Assert.Equal(mayBe, CancelRules.Refuse(Given.Stored(10, state), leader: null) is null);
        Assert.Equal(mayBe, CancelRules.Refuse(Given.Stored(11, leader: 10), Given.Stored(10, state)) is null);
        Assert.IsType<CancelOutcome.Missing>(CancelRules.Refuse(request: null, leader: null));
    }

    [Fact]
    public void While_others_wait_only_the_requester_leaves()
    {
        var decision = CancelRules.Cancel(
            Given.Stored(10, GenerationState.Drawing), leader: null, unwanted: null, Given.Now);
        var told = Assert.IsType<CancelOutcome.Cancelled>(decision.Outcome);
        Assert.Equal((GenerationState.Cancelled, null, Given.Now),
            (told.Generation.State, told.Stops, told.Generation.FinishedAt));
        Assert.Equal(new Change.Withdraw(Given.Id(10), IsLeader: true, Given.Now), Assert.Single(decision.Changes));
    }

    [Fact]
    public void The_last_one_ends_the_drawing_whoever_asked_first()
    {
        var leader = Given.Stored(10, GenerationState.Drawing) with { WithdrawnAt = Given.Now };
        var decision = CancelRules.Cancel(
            Given.Stored(11, leader: 10), leader, new UnwantedDrawing(0, Given.Credit(10)), Given.Now);
        Assert.Equal(Given.Id(10), Assert.IsType<CancelOutcome.Cancelled>(decision.Outcome).Stops);
        Assert.Contains(new Change.End(Given.Id(10), GenerationState.Cancelled, Given.Now), decision.Changes);
        Assert.Equal((CreditState.Released, CreditReason.Cancelled), SettledBy(decision));
    }

    [Theory]
    [InlineData(GenerationState.Drawing, 19, CreditState.Released, CreditReason.Cancelled)]
    [InlineData(GenerationState.Drawing, 20, CreditState.Committed, CreditReason.CancelledTooOften)]
    [InlineData(GenerationState.WaitingForModel, 21, CreditState.Committed, CreditReason.CancelledTooOften)]
    [InlineData(GenerationState.Queued, 21, CreditState.Released, CreditReason.Cancelled)]
    public void From_the_21st_on_that_was_sent_that_day_it_is_charged(
        GenerationState state, int sentBefore, CreditState credit, string reason)
    {
        var decision = CancelRules.Cancel(
            Given.Stored(10, state), leader: null, new UnwantedDrawing(sentBefore, Given.Credit(10)), Given.Now);
        Assert.Equal((credit, reason), SettledBy(decision));
    }

    [Property]
    public void So_many_cancels_of_sent_orders_a_day_are_free(byte cancels, byte days)
    {
        var (store, now) = (new StoreModel(), Given.Now);
        for (var day = 0; day <= days % 3; day++, now = now.AddDays(1))
        {
            for (var number = 0; number < cancels % 30; number++)
            {
                var id = 1000 + (100 * day) + number;
                store.Start(Given.Start(id, now: now), limit: null, Given.Claim("0", now));
                Assert.IsType<CancelOutcome.Cancelled>(store.Cancel(Given.Ada, Given.Id(id), now));
            }
        }

        var charged = (1 + (days % 3)) * Math.Max(0, (cancels % 30) - GenerationRules.FreeCancelsPerDay);
        Assert.Equal(charged, store.Credits.Values.Count(credit => credit.Reason is CreditReason.CancelledTooOften));
        Assert.Equal(charged, store.Counts.Values.Sum(usage => usage.Used));
    }

    private static (CreditState, string) SettledBy(Decision<CancelOutcome> decision) =>
        Assert.Single(decision.Changes.OfType<Change.SettleCredit>()) is var settled
            ? (settled.State, settled.Reason) : default;
}
