using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Quota;

namespace Visuel.Server.Tests.Contracts;

/// <summary>What every store of generations must keep when processes die, come back late, or leave.</summary>
public abstract class TakeOverContract : StoreContract
{
    private static readonly DateTimeOffset Later = Some.Now.AddSeconds(61);
    private static readonly RemoteJob Job = new("fal-ai", "fal-ai/fast-sdxl", "/requests/1", Some.Now.AddMinutes(2));

    [Fact]
    public async Task What_a_dead_process_drew_is_taken_over_once_and_not_before_its_lease_ran_out()
    {
        var (workspace, id) = await StartAsync();
        Assert.True(await Store.Generations.RememberAsync(id, "0", Job, Stop));
        await Store.ReopenAsync();
        Assert.Null(await Store.Generations.TakeOverAsync(id, Some.Claim("1"), Stop));
        var takers = await Task.WhenAll(Enumerable.Range(1, 8).Select(
            number => Task.Run(() => Store.Generations.TakeOverAsync(id, Some.Claim($"{number}", Later), Stop))));
        var work = Assert.Single(takers, taker => taker is not null)!;
        Assert.Equal((Job, "a cat"), (work.Job, work.Plan!.Prompt));
        Assert.Equal(GenerationState.Drawing, (await Store.Generations.FindAsync(workspace, id, Stop))!.State);
    }

    [Fact]
    public async Task A_process_takes_over_at_once_what_its_predecessor_drew()
    {
        var (_, id) = await StartAsync();
        Assert.NotNull(await Store.Generations.TakeOverAsync(id, Some.Claim("0"), Stop));
    }

    [Fact]
    public async Task What_is_queued_or_over_is_not_taken_over()
    {
        var workspace = await Store.AddWorkspaceAsync();
        var queued = Some.Hold(workspace);
        await Store.HoldAsync(queued, null);
        Assert.Null(await Store.Generations.TakeOverAsync(queued.Generation, Some.Claim("1", Later), Stop));
        Assert.Single(await Store.Quota.ListExpiredAsync(Later, 10, Stop));
        var over = await Store.Generations.ClaimAsync(Some.Claim("0"), Stop);
        await Store.Generations.FailAsync(
            over!.Id, "0", new GenerationFailure(GenerationFailure.Interrupted), Some.Now, Stop);
        Assert.Null(await Store.Generations.TakeOverAsync(over.Id, Some.Claim("0", Later), Stop));
        Assert.Null(
            await Store.Generations.TakeOverAsync(new GenerationId(Some.NextId()), Some.Claim("0", Later), Stop));
    }

    [Fact]
    public async Task Whoever_was_taken_over_moves_nothing_any_more()
    {
        var (workspace, id) = await StartAsync();
        Assert.NotNull(await Store.Generations.TakeOverAsync(id, Some.Claim("1", Later), Stop));
        Assert.Equal([id], await Store.Generations.ListLostAsync("0", [id], Stop));
        Assert.Empty(await Store.Generations.ListLostAsync("1", [id], Stop));
        Assert.False(await Store.Generations.BeginSavingAsync(id, "0", new ImageId(Some.NextId()), Stop));
        Assert.False(await Store.Generations.RememberAsync(id, "0", Job, Stop));
        Assert.False(await Store.Generations.ParkAsync(id, "0", Later, Stop));
        Assert.True(await Store.Generations.BeginSavingAsync(id, "1", new ImageId(Some.NextId()), Stop));
        Assert.Equal(GenerationState.Saving, (await Store.Generations.FindAsync(workspace, id, Stop))!.State);
    }

    [Fact]
    public async Task What_is_left_may_be_taken_over_at_once()
    {
        var (_, id) = await StartAsync();
        Assert.True(await Store.Generations.RememberAsync(id, "0", Job, Stop));
        Assert.True(await Store.Generations.ParkAsync(id, "0", Some.Now, Stop));
        Assert.False(await Store.Generations.ParkAsync(id, "0", Some.Now, Stop));
        Assert.Equal(
            id, Assert.Single(await Store.Quota.ListExpiredAsync(Some.Now.AddMilliseconds(1), 10, Stop)).Generation);
        Assert.Equal(
            Job, (await Store.Generations.TakeOverAsync(id, Some.Claim("1", Some.Now.AddMilliseconds(1)), Stop))!.Job);
    }

    [Fact]
    public async Task An_image_whose_generation_was_settled_as_lost_is_kept_under_another_id_and_never_over_the_limit()
    {
        var (workspace, id) = await StartAsync();
        var image = Some.Image(workspace, id);
        Assert.True(await Store.Generations.BeginSavingAsync(id, "0", image.Id, Stop));
        Assert.Equal(image.Id, (await Store.Generations.TakeOverAsync(id, Some.Claim("1", Later), Stop))!.Image);
        Assert.True(await Store.Generations.FailAsync(
            id, "1", new GenerationFailure(GenerationFailure.Interrupted), Later, Stop));
        Assert.IsType<KeepOutcome.SettledAsLost>(
            await Store.Library.KeepAsync(image, 1, evenIfLate: false, Later, Stop));
        Assert.Null(await Store.Library.FindAsync(workspace, image.Id, Stop));

        await Store.StartDrawingAsync(workspace);
        var renamed = image with { Id = new ImageId(Some.NextId()) };
        Assert.Equal(new KeepOutcome.Kept(CreditState.FreeOfCharge), await Store.Library.KeepAsync(
            renamed, 1, evenIfLate: true, Later, Stop));
        Assert.Equal(
            (GenerationState.Succeeded, renamed.Id),
            await Store.Generations.FindAsync(workspace, id, Stop) is { } late ? (late.State, late.Image) : default);
        Assert.Equal(new Usage(0, 1), await Store.Quota.ReadAsync(workspace, Period.Of(Some.Now), Stop));
    }

    [Fact]
    public async Task Two_that_draw_the_same_keep_one_image_and_spend_one_credit()
    {
        var (workspace, id) = await StartAsync();
        var image = Some.Image(workspace, id);
        Assert.True(await Store.Generations.BeginSavingAsync(id, "0", image.Id, Stop));
        Assert.NotNull(await Store.Generations.TakeOverAsync(id, Some.Claim("1", Later), Stop));
        var late = image with { Id = new ImageId(Some.NextId()) };
        Assert.Equal(new KeepOutcome.Kept(CreditState.Committed), await Store.Library.KeepAsync(
            late, null, evenIfLate: true, Later, Stop));
        Assert.False(await Store.Generations.BeginSavingAsync(id, "1", new ImageId(Some.NextId()), Stop));
        Assert.False(await Store.Generations.FailAsync(
            id, "1", new GenerationFailure(GenerationFailure.Unexpected), Later, Stop));
        Assert.Equal(new Usage(1, 0), await Store.Quota.ReadAsync(workspace, Period.Of(Some.Now), Stop));
    }

    [Fact]
    public async Task Without_its_workspace_an_image_has_no_home()
    {
        var nobodys = new WorkspaceId(Some.NextId());
        var id = await Store.StartDrawingAsync(nobodys);
        var image = Some.Image(nobodys, id);
        Assert.True(await Store.Generations.BeginSavingAsync(id, "0", image.Id, Stop));
        Assert.IsType<KeepOutcome.WorkspaceGone>(
            await Store.Library.KeepAsync(image, null, evenIfLate: false, Some.Now, Stop));
        Assert.True(await Store.Generations.FailAsync(
            id, "0", new GenerationFailure(GenerationFailure.WorkspaceGone), Some.Now, Stop));
    }

    [Fact]
    public async Task Administrators_see_what_failed_and_what_is_stuck()
    {
        var (workspace, stuck) = await StartAsync();
        var failed = await Store.StartDrawingAsync(workspace);
        await Store.Generations.FailAsync(failed, "0", new GenerationFailure("rate_limited"), Some.Now, Stop);
        await Store.KeepImageAsync(workspace);
        var (week, hour) = (Some.Now.AddDays(-7), Some.Now.AddHours(1));
        var first = await Store.Generations.ListTroubledAsync(week, hour, null, 1, Stop);
        Assert.Equal(failed, Assert.Single(first.Items).Id);
        var second = await Store.Generations.ListTroubledAsync(week, hour, first.Next, 1, Stop);
        Assert.Equal((stuck, null), (Assert.Single(second.Items).Id, second.Next));
        Assert.Empty((await Store.Generations.ListTroubledAsync(hour, week, null, 10, Stop)).Items);
    }

    [Fact]
    public async Task Forgets_what_ended_long_ago_and_keys_past_their_day_and_nothing_else()
    {
        var (workspace, going) = await StartAsync();
        var over = Some.Start(Some.Hold(workspace)) with { Key = new RequestKey("one", "body") };
        await Store.Generations.StartAsync(over, null, null, Stop);
        await Store.Generations.CancelAsync(workspace, over.Hold.Generation, Some.Now, Stop);
        Assert.Equal(0, await Store.Generations.ForgetAsync(Some.Now, Some.Now, 10, Stop));
        Assert.Equal(1, await Store.Generations.ForgetAsync(Later, Later, 10, Stop));
        Assert.Null(await Store.Generations.FindAsync(workspace, over.Hold.Generation, Stop));
        Assert.NotNull(await Store.Generations.FindAsync(workspace, going, Stop));
    }

    private async Task<(WorkspaceId Workspace, GenerationId Generation)> StartAsync()
    {
        var workspace = await Store.AddWorkspaceAsync();
        return (workspace, await Store.StartDrawingAsync(workspace));
    }
}
