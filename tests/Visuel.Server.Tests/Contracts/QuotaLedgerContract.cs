using FsCheck;
using FsCheck.Fluent;
using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Quota;

namespace Visuel.Server.Tests.Contracts;

/// <summary>What every ledger must keep: never the same credit twice, never one lost.</summary>
public abstract class QuotaLedgerContract : StoreContract
{
    private const int Stories = 60;

    [Fact]
    public async Task Holds_until_the_limit_and_then_refuses()
    {
        var workspace = await Store.AddWorkspaceAsync();
        Assert.Equal(new HoldOutcome.Held(new Usage(0, 1)), await Store.HoldAsync(Some.Hold(workspace), 2));
        Assert.Equal(new HoldOutcome.Held(new Usage(0, 2)), await Store.HoldAsync(Some.Hold(workspace), 2));
        Assert.Equal(new HoldOutcome.NotEnough(new Usage(0, 2)), await Store.HoldAsync(Some.Hold(workspace), 2));
        Assert.Equal(new HoldOutcome.Held(new Usage(0, 3)), await Store.HoldAsync(Some.Hold(workspace), null));
    }

    /// <summary>Any order of anything that can happen, as it happens in production: the ledger answers as the simplest
    /// model does, and never spends more than the highest limit.</summary>
    [Fact]
    public void Whatever_happens_in_whatever_order_it_counts_as_a_simple_model_does()
    {
        var step = from act in Gen.Elements(Enum.GetValues<LedgerAct>())
                   from number in Gen.Choose(0, 7)
                   select new LedgerStep(act, number);
        var story = step.ListOf().Select(steps => steps.ToList()).ToArbitrary();
        // FsCheck asks one after the other, and knows no tasks.
        var tell = Prop.ForAll(story, steps => Task.Run(() => TellAsync(steps)).GetAwaiter().GetResult());
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Stories).WithEndSize(60), tell);
    }

    [Fact]
    public async Task A_credit_is_held_in_all_its_allowances_or_in_none()
    {
        var (shared, total) = (new Allowance(Guid.NewGuid(), 2), new Allowance(Guid.NewGuid(), 10));
        var (one, two) = (await Store.AddWorkspaceAsync("one"), await Store.AddWorkspaceAsync("two"));
        var first = Some.Hold(one) with { Within = [shared, total] };
        var second = Some.Hold(two) with { Within = [shared, total] };
        await Store.DrawAsync(first, 5);
        Assert.Equal(new HoldOutcome.Held(new Usage(0, 1)), await Store.HoldAsync(second, 5));
        Assert.Equal(new HoldOutcome.NotEnough(new Usage(0, 2)), await Store.HoldAsync(
            Some.Hold(one) with { Within = [total, shared] }, 5));
        Assert.Equal(new Usage(0, 1), await Store.Quota.ReadAsync(one, first.Period, Stop));
        Assert.Equal(new Usage(0, 2), await Store.Quota.ReadAsync(total, first.Period, Stop));

        Assert.Equal(CreditState.Committed, await Store.KeepAsync(Some.Image(one, first.Generation), 5));
        await Store.Quota.ReleaseAsync(second.Generation, "test", Some.Now, Stop);
        await Store.Quota.ReleaseAsync(second.Generation, "test", Some.Now, Stop);
        await Store.ReopenAsync();

        Assert.Equal(new Usage(1, 0), await Store.Quota.ReadAsync(shared, first.Period, Stop));
        Assert.Equal(new Usage(1, 0), await Store.Quota.ReadAsync(total, first.Period, Stop));
        Assert.Equal(new HoldOutcome.NotEnough(new Usage(0, 0)), await Store.HoldAsync(
            Some.Hold(two) with { Within = [shared] }, 0));
        Assert.Equal(new Usage(1, 0), await Store.Quota.ReadAsync(shared, first.Period, Stop));
    }

    [Fact]
    public async Task An_allowance_of_its_own_period_outlives_the_month()
    {
        var ada = await Store.AddWorkspaceAsync();
        var grace = new Allowance(Guid.NewGuid(), 2) { Period = Period.OfDay(Some.Now.AddDays(-2)) };
        var november = Some.Hold(ada) with { Within = [grace] };
        var december = Some.Hold(ada, Some.Now.AddMonths(1)) with { Within = [grace] };
        await Store.DrawAsync(november, 50);
        Assert.IsType<HoldOutcome.Held>(await Store.HoldAsync(december, 50));
        Assert.Equal(new HoldOutcome.NotEnough(new Usage(0, 2)), await Store.HoldAsync(
            Some.Hold(ada, Some.Now.AddMonths(1)) with { Within = [grace] }, 50));

        Assert.Equal(CreditState.Committed, await Store.KeepAsync(Some.Image(ada, november.Generation), 50));
        await Store.Quota.ReleaseAsync(december.Generation, "test", Some.Now, Stop);
        Assert.Equal(new Usage(1, 0), await Store.Quota.ReadAsync(grace, december.Period, Stop));
        Assert.Equal(new Usage(1, 0), await Store.Quota.ReadAsync(ada, november.Period, Stop));
        Assert.Equal(new Usage(0, 0), await Store.Quota.ReadAsync(ada, december.Period, Stop));
    }

    [Fact]
    public async Task Images_are_counted_by_plan_and_by_who_was_paid_also_once_they_are_removed()
    {
        var ada = await Store.AddWorkspaceAsync();
        var kept = new List<Image>();
        foreach (var (plan, isOwn) in new[]
        {
            ("creator", false), ("creator", false), ("creator", true), ("pro", false),
        })
        {
            var start = Some.Start(Some.Hold(ada) with { Plan = plan });
            Assert.IsType<StartOutcome.Started>(await Store.Generations.StartAsync(start, null, Some.Claim("0"), Stop));
            var image = Some.Image(ada, start.Hold.Generation) with { IsOnOwnToken = isOwn };
            Assert.True(await Store.Generations.BeginSavingAsync(start.Hold.Generation, "0", image.Id, Stop));
            Assert.IsType<KeepOutcome.Kept>(
                await Store.Library.KeepAsync(image, null, evenIfLate: false, Some.Now, Stop));
            kept.Add(image);
        }

        await Store.HoldAsync(Some.Hold(ada) with { Plan = "creator" }, null);
        await Store.Library.DeleteAsync(ada, kept[0].Id, Stop);
        var supplier = kept[0].Supplier;
        Assert.Equal(
            [new DrawnCount("creator", supplier, 2), new DrawnCount("creator", Image.OwnToken, 1), new DrawnCount(
                "pro", supplier, 1)],
            (await Store.Quota.CountDrawnAsync(Period.Of(Some.Now), Stop)).OrderBy(
                count => count.Plan, StringComparer.Ordinal).ThenByDescending(count => count.Images));
        Assert.Empty(await Store.Quota.CountDrawnAsync(Period.Of(Some.Now).Previous, Stop));
    }

    [Fact]
    public async Task An_allowance_is_never_sold_twice_either()
    {
        var shared = new Allowance(Guid.NewGuid(), 7);
        var workspaces = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(number => Store.AddWorkspaceAsync($"visitor{number}")));
        var outcomes = await Task.WhenAll(workspaces.SelectMany(workspace => Enumerable.Range(0, 5).Select(_ =>
            Task.Run(() => Store.HoldAsync(
                Some.Hold(workspace) with { Within = [shared], Period = Period.OfDay(Some.Now) }, 3)))));
        Assert.Equal(7, outcomes.Count(outcome => outcome is HoldOutcome.Held));
        Assert.Equal(new Usage(0, 7), await Store.Quota.ReadAsync(shared, Period.OfDay(Some.Now), Stop));
    }

    [Fact]
    public async Task Never_sells_the_same_credit_twice()
    {
        var workspace = await Store.AddWorkspaceAsync();
        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(_ => Task.Run(() => Store.HoldAsync(Some.Hold(workspace), 50))));
        Assert.Equal(50, outcomes.Count(outcome => outcome is HoldOutcome.Held));
        Assert.Equal(new Usage(0, 50), await Store.Quota.ReadAsync(workspace, Period.Of(Some.Now), Stop));
    }

    [Fact]
    public async Task The_same_generation_holds_only_once()
    {
        var hold = Some.Hold(await Store.AddWorkspaceAsync());
        await Store.HoldAsync(hold, 5);
        Assert.Equal(new HoldOutcome.Repeat(), await Store.HoldAsync(hold, 5));
        Assert.Equal(new Usage(0, 1), await Store.Quota.ReadAsync(hold.Workspace, hold.Period, Stop));
    }

    [Fact]
    public async Task Releases_exactly_once_however_many_try()
    {
        var hold = Some.Hold(await Store.AddWorkspaceAsync());
        await Store.HoldAsync(hold, 5);
        var released = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(_ => Task.Run(() => Store.Quota.ReleaseAsync(hold.Generation, "test", Some.Now, Stop))));
        Assert.Single(released, true);
        Assert.Equal(new Usage(0, 0), await Store.Quota.ReadAsync(hold.Workspace, hold.Period, Stop));
        Assert.Equal((CreditState.Released, "test"), await Store.Quota.FindAsync(hold.Generation, Stop) is { } credit
            ? (credit.State, credit.Reason)
            : default);
    }

    [Fact]
    public async Task Spends_exactly_once_however_many_keep_the_image()
    {
        var hold = Some.Hold(await Store.AddWorkspaceAsync());
        var image = Some.Image(hold.Workspace, await Store.DrawAsync(hold, 5));
        Assert.True(await Store.Generations.BeginSavingAsync(hold.Generation, "0", image.Id, Stop));
        var kept = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(_ => Task.Run(() => Store.Library.KeepAsync(image, 5, evenIfLate: false, Some.Now, Stop))));
        Assert.All(kept, outcome => Assert.Equal(new KeepOutcome.Kept(CreditState.Committed), outcome));
        Assert.Equal(new Usage(1, 0), await Store.Quota.ReadAsync(hold.Workspace, hold.Period, Stop));
        Assert.False(await Store.Quota.ReleaseAsync(hold.Generation, "late", Some.Now, Stop));
    }

    [Fact]
    public async Task Of_an_image_kept_and_a_release_at_once_the_count_fits_the_winner()
    {
        var workspace = await Store.AddWorkspaceAsync();
        for (var round = 0; round < 20; round++)
        {
            var image = Some.Image(workspace, await Store.DrawAsync(Some.Hold(workspace)));
            Assert.True(await Store.Generations.BeginSavingAsync(image.Generation, "0", image.Id, Stop));
            await Task.WhenAll(
                Task.Run(() => Store.Library.KeepAsync(image, null, evenIfLate: false, Some.Now, Stop)),
                Task.Run(() => Store.Quota.ReleaseAsync(image.Generation, "race", Some.Now, Stop)));
        }

        // Without a limit a late image always finds a fresh credit.
        Assert.Equal(new Usage(20, 0), await Store.Quota.ReadAsync(workspace, Period.Of(Some.Now), Stop));
    }

    [Fact]
    public async Task A_late_image_takes_a_fresh_credit_or_is_free_of_charge()
    {
        var workspace = await Store.AddWorkspaceAsync();
        var (first, second) = (Some.Hold(workspace), Some.Hold(workspace));
        await LoseAsync(first);
        await Store.DrawAsync(second, 1);
        Assert.Equal(CreditState.FreeOfCharge, await Store.KeepAsync(Some.Image(workspace, first.Generation), 1));
        Assert.Equal(new Usage(0, 1), await Store.Quota.ReadAsync(workspace, first.Period, Stop));
        Assert.True(await Store.Generations.FailAsync(
            second.Generation, "0", new GenerationFailure(GenerationFailure.Interrupted), Some.Now, Stop));
        Assert.Equal(CreditState.Committed, await Store.KeepAsync(Some.Image(workspace, second.Generation), 1));
        Assert.Equal(new Usage(1, 0), await Store.Quota.ReadAsync(workspace, first.Period, Stop));
    }

    [Fact]
    public async Task A_hold_counts_in_the_period_it_was_made_in_even_when_spent_after_midnight_on_the_first()
    {
        var workspace = await Store.AddWorkspaceAsync();
        var eve = new DateTimeOffset(2026, 11, 30, 23, 59, 50, TimeSpan.Zero);
        var hold = Some.Hold(workspace, eve);
        await Store.DrawAsync(hold, 1);
        Assert.Equal(CreditState.Committed,
            await Store.KeepAsync(Some.Image(workspace, hold.Generation), 1, eve.AddSeconds(20)));
        Assert.Equal(new Usage(1, 0), await Store.Quota.ReadAsync(workspace, new Period(2026, 11), Stop));
        Assert.Equal(new Usage(0, 0), await Store.Quota.ReadAsync(workspace, new Period(2026, 12), Stop));
    }

    [Fact]
    public async Task Lists_holds_whose_lease_ran_out_and_no_renewed_ones()
    {
        var workspace = await Store.AddWorkspaceAsync();
        var (left, renewed) = (Some.Hold(workspace), Some.Hold(workspace));
        await Store.HoldAsync(left, null);
        await Store.HoldAsync(renewed, null);
        Assert.True(await Store.Quota.RenewAsync(renewed.Generation, Some.Now.AddMinutes(5), Stop));
        var expired = await Store.Quota.ListExpiredAsync(Some.Now.AddSeconds(61), 10, Stop);
        Assert.Equal(left.Generation, Assert.Single(expired).Generation);
        // As long as this no lease is: the clock was a month ahead when it was made.
        var ahead = Some.Hold(workspace, Some.Now.AddDays(30));
        await Store.HoldAsync(ahead, null);
        Assert.Equal([left.Generation, ahead.Generation], (await Store.Quota.ListExpiredAsync(
            Some.Now.AddSeconds(61), 10, Stop)).Select(credit => credit.Generation));
        await Store.Quota.ReleaseAsync(renewed.Generation, "test", Some.Now, Stop);
        Assert.False(await Store.Quota.RenewAsync(renewed.Generation, Some.Now.AddMinutes(9), Stop));
    }

    [Fact]
    public async Task After_a_crash_a_node_finds_what_it_held()
    {
        var hold = Some.Hold(await Store.AddWorkspaceAsync());
        await Store.Generations.StartAsync(Some.Start(hold), 5, Some.Claim("0"), Stop);
        await Store.ReopenAsync();
        Assert.Equal(hold.Generation, Assert.Single(await Store.Quota.ListHeldByAsync("0", Stop)).Generation);
        Assert.Empty(await Store.Quota.ListHeldByAsync("1", Stop));
        Assert.Equal(new Usage(0, 1), await Store.Quota.ReadAsync(hold.Workspace, hold.Period, Stop));
    }

    [Fact]
    public async Task Lists_the_credits_of_a_period_newest_first_with_what_came_of_each()
    {
        var (ada, bob) = (await Store.AddWorkspaceAsync("ada"), await Store.AddWorkspaceAsync("bob"));
        var image = await Store.KeepImageAsync(ada);
        var (held, released) = (Some.Hold(ada), Some.Hold(ada));
        await Store.HoldAsync(held, null);
        await Store.HoldAsync(released, null);
        await Store.Quota.ReleaseAsync(released.Generation, "timeout", Some.Now, Stop);
        await Store.HoldAsync(Some.Hold(bob), null);
        var first = await Store.Quota.ListAsync(ada, held.Period, null, 2, Stop);
        Assert.Equal(
            [(released.Generation, CreditState.Released, "timeout"),
                (held.Generation, CreditState.Held, (string?)null)],
            first.Items.Select(entry => (entry.Credit.Generation, entry.Credit.State, entry.Credit.Reason)));
        var last = Assert.Single((await Store.Quota.ListAsync(ada, held.Period, first.Next, 2, Stop)).Items);
        Assert.Equal((image.Generation, CreditState.Committed, image.Id), (
            last.Credit.Generation, last.Credit.State, last.Image));
        Assert.True(await Store.Library.DeleteAsync(ada, image.Id, Stop));
        Assert.Null((await Store.Quota.ListAsync(ada, held.Period, first.Next, 2, Stop)).Items[0].Image);
        Assert.Empty((await Store.Quota.ListAsync(ada, held.Period.Previous, null, 2, Stop)).Items);
    }

    [Fact]
    public async Task Lists_the_credits_of_all_periods_when_none_is_named()
    {
        var (ada, bob) = (await Store.AddWorkspaceAsync("ada"), await Store.AddWorkspaceAsync("bob"));
        CreditHold[] holds = [Some.Hold(ada), Some.Hold(ada, Some.Now.AddMonths(1)), Some.Hold(
            ada, Some.Now.AddMonths(2))];
        foreach (var hold in (CreditHold[])[.. holds, Some.Hold(bob)])
        {
            await Store.HoldAsync(hold, null);
        }

        var first = await Store.Quota.ListAsync(ada, null, null, 2, Stop);
        var last = await Store.Quota.ListAsync(ada, null, first.Next, 2, Stop);
        Assert.Equal(
            holds.Reverse().Select(hold => (hold.Generation, hold.Period)),
            first.Items.Concat(last.Items).Select(entry => (entry.Credit.Generation, entry.Credit.Period)));
        Assert.Null(last.Next);
    }

    [Fact]
    public async Task Knows_nothing_of_what_never_was()
    {
        var nobody = new GenerationId(Guid.CreateVersion7());
        Assert.Null(await Store.Quota.FindAsync(nobody, Stop));
        Assert.False(await Store.Quota.ReleaseAsync(nobody, "test", Some.Now, Stop));
        Assert.Equal(default, await Store.Quota.ReadAsync(
            new Core.Accounts.WorkspaceId(Guid.CreateVersion7()), Period.Of(Some.Now), Stop));
    }

    [Fact]
    public async Task One_workspace_does_not_spend_another_s_credits()
    {
        var (ada, bob) = (await Store.AddWorkspaceAsync("ada"), await Store.AddWorkspaceAsync("bob"));
        await Store.HoldAsync(Some.Hold(ada), 1);
        Assert.IsType<HoldOutcome.Held>(await Store.HoldAsync(Some.Hold(bob), 1));
    }

    // Its process died while it drew, and another settled it.
    private async Task LoseAsync(CreditHold hold)
    {
        await Store.DrawAsync(hold);
        Assert.NotNull(await Store.Generations.TakeOverAsync(
            hold.Generation, Some.Claim("1", hold.LeaseUntil.AddSeconds(1)), Stop));
        Assert.True(await Store.Generations.FailAsync(
            hold.Generation, "1", new GenerationFailure(GenerationFailure.Interrupted), hold.LeaseUntil, Stop));
    }

    private async Task TellAsync(IReadOnlyList<LedgerStep> steps)
    {
        var workspace = await Store.AddWorkspaceAsync($"story{Some.NextId()}");
        var model = new LedgerModel();
        var generations = Enumerable.Range(0, 8).Select(_ => new GenerationId(Some.NextId())).ToList();
        var highest = model.Limit;
        foreach (var (act, number) in steps)
        {
            var (generation, lease) = (generations[number], model.Now.AddSeconds(60));
            switch (act)
            {
                case LedgerAct.Hold:
                    var hold = new CreditHold(generation, workspace, model.Now, lease);
                    Assert.Equal(model.Hold(generation, lease), await Store.HoldAsync(hold, model.Limit));
                    break;
                case LedgerAct.Claim:
                    var claim = new DrawingClaim("0", model.Now, lease, 64);
                    Assert.Equal(model.Claim(lease), (await Store.Generations.ClaimAsync(claim, Stop))?.Id);
                    break;
                case LedgerAct.Renew:
                    Assert.Equal(model.Renew(generation, lease), await Store.Quota.RenewAsync(generation, lease, Stop));
                    break;
                case LedgerAct.Keep when model.WasClaimed(generation):
                    var credit = await Store.KeepAsync(Some.Image(workspace, generation), model.Limit, model.Now);
                    Assert.Equal(model.Keep(generation), credit);
                    break;
                case LedgerAct.Fail:
                    var failure = new GenerationFailure("timeout");
                    Assert.Equal(model.Fail(
                        generation, "0"), await Store.Generations.FailAsync(generation, "0", failure, model.Now, Stop));
                    break;
                case LedgerAct.Cancel:
                    var cancelled = await Store.Generations.CancelAsync(workspace, generation, model.Now, Stop);
                    Assert.Equal(model.Cancel(generation), cancelled is CancelOutcome.Cancelled);
                    break;
                case LedgerAct.TakeOver:
                    var taker = new DrawingClaim("1", model.Now, lease, 64);
                    var taken = await Store.Generations.TakeOverAsync(generation, taker, Stop);
                    Assert.Equal(model.TakeOver(generation, lease), taken is not null);
                    break;
                case LedgerAct.Sweep:
                    model.Now = model.Now.AddSeconds(number * 20);
                    await SweepAsync(workspace, model);
                    break;
                case LedgerAct.NextPeriod:
                    model.Now = Period.Of(model.Now).EndsAt;
                    break;
                case LedgerAct.ChangeLimit:
                    model.Limit = number % 6;
                    highest = Math.Max(highest, model.Limit);
                    break;
            }

            foreach (var period in model.Periods)
            {
                var usage = await Store.Quota.ReadAsync(workspace, period, Stop);
                Assert.Equal(model.UsageOf(period), usage);
                Assert.True(usage.Used <= highest && usage.Used + usage.Held <= highest);
            }

            Assert.Equal(model.StateOf(generation), (await Store.Quota.FindAsync(generation, Stop))?.State);
        }

        // The next story finds an empty queue.
        await Store.Generations.ForgetAsync(workspace, Stop);
    }

    private async Task SweepAsync(WorkspaceId workspace, LedgerModel model)
    {
        var expired = (await Store.Quota.ListExpiredAsync(model.Now, 1000, Stop))
            .Where(credit => credit.Workspace == workspace).Select(credit => credit.Generation).ToList();
        Assert.Equal(model.Expired().OrderBy(id => id.Value), expired.OrderBy(id => id.Value));
        var lease = model.Now.AddSeconds(60);
        foreach (var lost in expired)
        {
            switch (SettleRules.Of((await Store.Generations.FindWorkAsync(lost, Stop))?.State))
            {
                case Settlement.Renew:
                    Assert.Equal(model.Renew(lost, lease), await Store.Quota.RenewAsync(lost, lease, Stop));
                    break;
                case Settlement.TakeOver:
                    Assert.NotNull(
                        await Store.Generations.TakeOverAsync(lost, new DrawingClaim("1", model.Now, lease, 64), Stop));
                    Assert.True(model.TakeOver(lost, lease));
                    var failure = new GenerationFailure(GenerationFailure.Interrupted);
                    Assert.Equal(
                        model.Fail(lost, "1"), await Store.Generations.FailAsync(lost, "1", failure, model.Now, Stop));
                    break;
                default:
                    Assert.Fail("What is over holds no credit.");
                    break;
            }
        }
    }
}
