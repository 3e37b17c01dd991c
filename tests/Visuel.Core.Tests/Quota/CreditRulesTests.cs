using FsCheck.Xunit;
using Visuel.Core.Quota;

namespace Visuel.Core.Tests.Quota;

public sealed class CreditRulesTests
{
    [Fact]
    public void At_rest_used_and_remaining_make_the_quota() => Assert.Equal(35, new Usage(15, 0).Remaining(50));

    [Fact]
    public void A_lowered_limit_leaves_nothing_but_takes_nothing_back()
    {
        Assert.Equal(0, new Usage(15, 2).Remaining(10));
        Assert.False(new Usage(15, 0).HasRoom(10));
    }

    [Fact]
    public void Without_a_limit_there_is_always_room()
    {
        Assert.True(new Usage(int.MaxValue, 0).HasRoom(null));
        Assert.Null(new Usage(3, 0).Remaining(null));
    }

    [Fact]
    public void A_commit_spends_the_hold() =>
        Assert.Equal(new CreditStep(CreditState.Committed, new Usage(3, 0)), CreditRules.Commit(
            CreditState.Held, new Usage(2, 1), 3));

    [Fact]
    public void A_commit_after_the_release_takes_a_fresh_credit_where_there_is_one() =>
        Assert.Equal(new CreditStep(CreditState.Committed, new Usage(3, 0)), CreditRules.Commit(
            CreditState.Released, new Usage(2, 0), 3));

    [Fact]
    public void A_commit_after_the_release_is_free_of_charge_where_there_is_none() =>
        Assert.Equal(new CreditStep(CreditState.FreeOfCharge, new Usage(3, 0)), CreditRules.Commit(
            CreditState.Released, new Usage(3, 0), 3));

    // Each number is an act on one of four credits: hold, commit, release, or the sweep's release of an expired lease.
    [Property]
    public void Any_order_of_acts_keeps_used_within_the_limit_and_equal_to_what_was_kept(int[] acts, byte limitSeed)
    {
        var limit = limitSeed % 4;
        var usage = new Usage(0, 0);
        var credits = new CreditState?[4];
        foreach (var act in acts)
        {
            ref var credit = ref credits[(act & 0x7fffffff) / 3 % credits.Length];
            switch ((act & 0x7fffffff) % 3, credit)
            {
                case (0, null) when usage.HasRoom(limit):
                    (credit, usage) = (CreditState.Held, usage with { Held = usage.Held + 1 });
                    break;
                case (1, { } state):
                    (credit, usage) = CreditRules.Commit(state, usage, limit) is var done
                        ? (done.State, done.Usage)
                        : default;
                    break;
                case (2, { } state):
                    (credit, usage) = CreditRules.Release(state, usage) is var step
                        ? (step.State, step.Usage)
                        : default;
                    break;
            }

            Assert.True(usage.Used + usage.Held <= limit);
            Assert.Equal(credits.Count(one => one is CreditState.Committed), usage.Used);
            Assert.Equal(credits.Count(one => one is CreditState.Held), usage.Held);
        }
    }
}
