using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Core.Quota;

namespace Visuel.Server.Tests.Contracts;

/// <summary>What every archive must keep: a summary says what the credits say, whoever makes it,
/// how often, and when.</summary>
public abstract class PeriodArchiveContract : StoreContract
{
    private static readonly Period October = new(2026, 10);
    private static readonly Period November = new(2026, 11);
    private static readonly Period December = new(2026, 12);
    private static readonly DateTimeOffset InNovember = November.StartsAt.AddHours(1);

    [Fact]
    public async Task A_month_that_is_over_is_summed_up_by_what_became_of_its_credits()
    {
        var ada = await Store.AddWorkspaceAsync();
        await SpendAsync(ada, October, 3);
        var late = await DrawAsync(ada, October);
        await Store.Generations.FailAsync(
            late, "0", new GenerationFailure(GenerationFailure.Interrupted), Some.Now, Stop);
        await HoldAsync(ada, October, limit: 4);
        Assert.Equal(CreditState.FreeOfCharge, await Store.KeepAsync(Some.Image(ada, late), 4));
        await Store.Quota.ReleaseAsync(await HoldAsync(ada, October), "failed", Some.Now, Stop);
        await Store.Quota.ReleaseAsync(await HoldAsync(ada, October), "failed", Some.Now, Stop);

        Assert.True(await Store.Archive.IsBehindAsync(November, Stop));
        Assert.Equal(1, await Store.Archive.ArchiveAsync(November, 10, InNovember, Stop));
        await Store.ReopenAsync();

        Assert.Equal([new PeriodSummary(ada, October, 3, 2, 1, InNovember)], await ListAsync(ada, November));
        Assert.False(await Store.Archive.IsBehindAsync(November, Stop));
    }

    [Fact]
    public async Task The_month_that_runs_and_the_days_of_visitors_are_not_archived()
    {
        var ada = await Store.AddWorkspaceAsync();
        await SpendAsync(ada, November, 2);
        var hold = Some.Hold(ada, InNovember) with { Period = new Period(2026, 10, 24) };
        await Store.SpendAsync(hold);

        Assert.False(await Store.Archive.IsBehindAsync(November, Stop));
        Assert.Equal(0, await ArchiveAllAsync(November));
        Assert.Empty(await ListAsync(ada, December));
    }

    [Fact]
    public async Task A_second_run_changes_nothing()
    {
        var ada = await Store.AddWorkspaceAsync();
        await SpendAsync(ada, October, 2);
        await Store.Archive.ArchiveAsync(November, 10, InNovember, Stop);
        var first = await ListAsync(ada, November);

        Assert.Equal(0, await Store.Archive.ArchiveAsync(November, 10, InNovember.AddDays(1), Stop));
        Assert.Equal(first, await ListAsync(ada, November));
        Assert.Equal(InNovember, Assert.Single(first).ArchivedAt);
    }

    [Fact]
    public async Task A_run_that_is_broken_off_goes_on_at_the_next()
    {
        var workspaces = await AddManyAsync(5);
        Assert.Equal(2, await Store.Archive.ArchiveAsync(November, 2, InNovember, Stop));
        await Store.ReopenAsync();
        Assert.True(await Store.Archive.IsBehindAsync(November, Stop));

        Assert.Equal(3, await ArchiveAllAsync(November, limit: 2));

        foreach (var workspace in workspaces)
        {
            Assert.Equal(1, Assert.Single(await ListAsync(workspace, November)).Used);
        }
    }

    [Fact]
    public async Task Callers_at_once_share_the_work()
    {
        var workspaces = await AddManyAsync(40);

        var archived = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => ArchiveAllAsync(November, limit: 3))));

        Assert.Equal(workspaces.Count, archived.Sum());
        foreach (var workspace in workspaces)
        {
            Assert.Equal(1, Assert.Single(await ListAsync(workspace, November)).Used);
        }
    }

    [Fact]
    public async Task An_archived_month_accepts_a_late_image_and_the_next_run_says_so()
    {
        var ada = await Store.AddWorkspaceAsync();
        await SpendAsync(ada, October, 1);
        var overMidnight = await DrawAsync(ada, October);
        await Store.Archive.ArchiveAsync(November, 10, InNovember, Stop);
        Assert.Equal(1, Assert.Single(await ListAsync(ada, November)).Used);

        Assert.Equal(CreditState.Committed, await Store.KeepAsync(Some.Image(ada, overMidnight), 50, InNovember));
        Assert.Equal(new Usage(2, 0), await Store.Quota.ReadAsync(ada, October, Stop));
        await Store.ReopenAsync();

        Assert.True(await Store.Archive.IsBehindAsync(November, Stop));
        Assert.Equal(1, await Store.Archive.ArchiveAsync(November, 10, InNovember.AddHours(1), Stop));
        Assert.Equal(
            [new PeriodSummary(ada, October, 2, 0, 0, InNovember.AddHours(1))], await ListAsync(ada, November));
    }

    [Fact]
    public async Task An_archived_month_accepts_a_late_release_too()
    {
        var ada = await Store.AddWorkspaceAsync();
        await SpendAsync(ada, October, 1);
        var overMidnight = await HoldAsync(ada, October);
        await Store.Archive.ArchiveAsync(November, 10, InNovember, Stop);

        Assert.True(await Store.Quota.ReleaseAsync(overMidnight, "abandoned", InNovember, Stop));
        Assert.Equal(1, await ArchiveAllAsync(November));

        Assert.Equal((1, 1), Assert.Single(await ListAsync(ada, November)) is var summary
            ? (summary.Used, summary.Released)
            : default);
    }

    [Fact]
    public async Task A_month_archived_while_the_clock_was_ahead_is_right_again_when_it_is_really_over()
    {
        var ada = await Store.AddWorkspaceAsync();
        await SpendAsync(ada, November, 1);
        Assert.Equal(1, await ArchiveAllAsync(December));

        // Back in November, which is not over, whatever was archived.
        Assert.Empty(await ListAsync(ada, November));
        await SpendAsync(ada, November, 4);
        Assert.Equal(new Usage(5, 0), await Store.Quota.ReadAsync(ada, November, Stop));
        Assert.Equal(0, await ArchiveAllAsync(November));

        Assert.Equal(1, await ArchiveAllAsync(December));
        Assert.Equal(5, Assert.Single(await ListAsync(ada, December)).Used);
    }

    [Fact]
    public async Task Whatever_is_spent_meanwhile_the_last_run_is_right()
    {
        var workspaces = await AddManyAsync(6);
        var spent = Task.WhenAll(workspaces.SelectMany(
            workspace => Enumerable.Range(0, 10).Select(_ => Task.Run(() => SpendAsync(workspace, October, 1)))));
        while (!spent.IsCompleted)
        {
            await ArchiveAllAsync(November, limit: 4);
        }

        await spent;
        await ArchiveAllAsync(November);

        foreach (var workspace in workspaces)
        {
            Assert.Equal(11, Assert.Single(await ListAsync(workspace, November)).Used);
        }
    }

    [Fact]
    public async Task Lists_the_newest_first_and_nobody_else_s()
    {
        var (ada, bob) = (await Store.AddWorkspaceAsync("ada"), await Store.AddWorkspaceAsync("bob"));
        await SpendAsync(ada, October.Previous, 1);
        await SpendAsync(ada, October, 2);
        await SpendAsync(ada, November, 3);
        await SpendAsync(bob, October, 7);
        await ArchiveAllAsync(December);

        Assert.Equal([3, 2, 1], (await ListAsync(ada, December)).Select(summary => summary.Used));
        Assert.Equal(
            [November, October],
            (await Store.Archive.ListAsync(ada, December, 2, Stop)).Select(summary => summary.Period));
        Assert.Equal([7], (await ListAsync(bob, December)).Select(summary => summary.Used));
    }

    [Fact]
    public async Task A_workspace_that_is_gone_holds_nobody_up()
    {
        var gone = new WorkspaceId(Some.NextId());
        await Store.Generations.CancelAsync(gone, await HoldAsync(gone, October), Some.Now, Stop);
        var ada = await Store.AddWorkspaceAsync();
        await SpendAsync(ada, October, 1);

        await ArchiveAllAsync(November, limit: 1);

        Assert.False(await Store.Archive.IsBehindAsync(November, Stop));
        Assert.Single(await ListAsync(ada, November));
        Assert.Empty(await ListAsync(gone, November));
    }

    [Fact]
    public async Task Remembers_the_last_run_alone_also_when_its_clock_was_behind()
    {
        Assert.Null(await Store.Archive.FindLastRunAsync(Stop));
        await Store.Archive.RecordRunAsync(new ArchiveRun(December.StartsAt, November), Stop);
        await Store.Archive.RecordRunAsync(new ArchiveRun(InNovember, October), Stop);
        await Store.ReopenAsync();
        Assert.Equal(new ArchiveRun(InNovember, October), await Store.Archive.FindLastRunAsync(Stop));
    }

    private async Task<GenerationId> HoldAsync(WorkspaceId workspace, Period period, int? limit = null)
    {
        var hold = Some.Hold(workspace, period.EndsAt.AddSeconds(-10));
        Assert.IsType<HoldOutcome.Held>(await Store.HoldAsync(hold, limit));
        return hold.Generation;
    }

    private Task<GenerationId> DrawAsync(WorkspaceId workspace, Period period) =>
        Store.DrawAsync(Some.Hold(workspace, period.EndsAt.AddSeconds(-10)));

    private async Task SpendAsync(WorkspaceId workspace, Period period, int count)
    {
        for (var number = 0; number < count; number++)
        {
            await Store.SpendAsync(Some.Hold(workspace, period.EndsAt.AddSeconds(-10)));
        }
    }

    private async Task<IReadOnlyList<WorkspaceId>> AddManyAsync(int count)
    {
        var workspaces = new List<WorkspaceId>();
        for (var number = 0; number < count; number++)
        {
            workspaces.Add(await Store.AddWorkspaceAsync($"account{number}"));
            await SpendAsync(workspaces[^1], October, 1);
        }

        return workspaces;
    }

    private async Task<int> ArchiveAllAsync(Period before, int limit = 100)
    {
        var archived = 0;
        while (await Store.Archive.ArchiveAsync(before, limit, InNovember, Stop) is > 0 and var count)
        {
            Assert.True(count <= limit);
            archived += count;
        }

        return archived;
    }

    private Task<IReadOnlyList<PeriodSummary>> ListAsync(WorkspaceId workspace, Period before) =>
        Store.Archive.ListAsync(workspace, before, 100, Stop);
}
