using Visuel.Core.Accounts;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Prompts;
using Visuel.Core.Quota;

namespace Visuel.Server.Tests.Contracts;

/// <summary>What every store of generations must keep: each move has one winner, and the credit goes with it.</summary>
public abstract class GenerationsContract : TakeOverContract
{
    private static readonly GenerationFailure Busy = new("rate_limited", TimeSpan.FromSeconds(7));

    [Fact]
    public async Task Starts_queued_with_a_credit_held_and_gives_the_plan_to_whoever_claims_it()
    {
        var workspace = await Store.AddWorkspaceAsync();
        var plan = new GenerationPlan(
            new GenerateRequest
            {
                Prompt = "l'été",
                ContentTitle = "Soldes",
                ContentDescription = "d",
                ContentType = ContentType.Ad,
                ContentId = new ContentItemId(Some.NextId()),
                Size = new DrawSize(300, 400),
                NegativePrompt = "text",
                Style = "photo",
                Model = "m",
                Seed = 0,
                Wording = PromptWording.AsWritten,
                UseCache = false,
                Fallback = true,
            },
            "huggingface", "m", "summer", "text", 2147483647, "key", Guid.NewGuid());
        var hold = Some.Hold(workspace);
        var started = Assert.IsType<StartOutcome.Started>(
            await Store.Generations.StartAsync(new NewGeneration(hold, plan), 5, null, Stop));
        Assert.Equal(
            (GenerationState.Queued, new Usage(0, 1), null),
            (started.Generation.State, started.Usage, started.Claimed));
        await Store.ReopenAsync();

        var work = await Store.Generations.ClaimAsync(Some.Claim("0"), Stop);
        Assert.Equal((hold.Generation, workspace, plan), (work!.Id, work.Workspace, work.Plan));
        Assert.Equal(GenerationState.Drawing, (await FindAsync(workspace, hold.Generation)).State);
        Assert.Null(await Store.Generations.ClaimAsync(Some.Claim("1"), Stop));
    }

    [Fact]
    public async Task Without_a_credit_nothing_is_started()
    {
        var hold = Some.Hold(await Store.AddWorkspaceAsync());
        Assert.Equal(new StartOutcome.NotEnough(new Usage(0, 0)), await Store.Generations.StartAsync(
            Some.Start(hold), 0, Some.Claim("0"), Stop));
        Assert.Null(await Store.Generations.FindAsync(hold.Workspace, hold.Generation, Stop));
        Assert.Null(await Store.Generations.ClaimAsync(Some.Claim("0"), Stop));
    }

    [Fact]
    public async Task A_key_leads_to_what_it_started_and_to_nothing_else_for_a_day()
    {
        var workspace = await Store.AddWorkspaceAsync();
        var first = await StartWithKeyAsync(workspace, "body");
        Assert.Equal(
            first, Assert.IsType<StartOutcome.Repeated>(await TryStartWithKeyAsync(workspace, "body")).Generation.Id);
        Assert.IsType<StartOutcome.KeyMismatch>(await TryStartWithKeyAsync(workspace, "other"));
        Assert.IsType<StartOutcome.Started>(await TryStartWithKeyAsync(await Store.AddWorkspaceAsync("bob"), "other"));
        Assert.Equal(new Usage(0, 1), await Store.Quota.ReadAsync(workspace, Period.Of(Some.Now), Stop));
        Assert.Equal(
            (first, "body"), await Store.Generations.FindByKeyAsync(workspace, "one", Some.Now, Stop) is { } use
                ? (use.Generation.Id, use.BodyHash)
                : default);
        Assert.Null(await Store.Generations.FindByKeyAsync(workspace, "one", Some.Now.AddHours(25), Stop));
        Assert.Null(await Store.Generations.FindByKeyAsync(workspace, "two", Some.Now, Stop));
    }

    [Fact]
    public async Task A_generation_that_failed_or_was_cancelled_frees_its_key()
    {
        var workspace = await Store.AddWorkspaceAsync();
        await Store.Generations.CancelAsync(workspace, await StartWithKeyAsync(workspace, "body"), Some.Now, Stop);
        Assert.Null(await Store.Generations.FindByKeyAsync(workspace, "one", Some.Now, Stop));
        var second = await StartWithKeyAsync(workspace, "another body");
        Assert.NotNull(await Store.Generations.ClaimAsync(Some.Claim("0"), Stop));
        Assert.True(await Store.Generations.FailAsync(second, "0", Busy, Some.Now, Stop));
        await StartWithKeyAsync(workspace, "body");
    }

    [Fact]
    public async Task Many_with_one_key_at_once_start_one()
    {
        var workspace = await Store.AddWorkspaceAsync();
        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Task.Run(() => TryStartWithKeyAsync(workspace, "body"))));
        Assert.Single(outcomes, outcome => outcome is StartOutcome.Started);
        Assert.Equal(19, outcomes.Count(outcome => outcome is StartOutcome.Repeated));
        Assert.Equal(new Usage(0, 1), await Store.Quota.ReadAsync(workspace, Period.Of(Some.Now), Stop));
    }

    [Fact]
    public async Task What_the_cache_answered_is_over_at_once_and_costs_nothing()
    {
        var workspace = await Store.AddWorkspaceAsync();
        var image = await Store.KeepImageAsync(workspace);
        var id = new GenerationId(Some.NextId());
        await Store.Generations.RecordAsync(id, workspace, image.Id, new RequestKey("one", "body"), Some.Now, Stop);
        var generation = await FindAsync(workspace, id);
        Assert.Equal((GenerationState.Succeeded, image.Id, true, 1.0), (
            generation.State, generation.Image, generation.FromCache, generation.Progress));
        Assert.Equal(
            id, Assert.IsType<StartOutcome.Repeated>(await TryStartWithKeyAsync(workspace, "body")).Generation.Id);
        Assert.Equal(new Usage(1, 0), await Store.Quota.ReadAsync(workspace, Period.Of(Some.Now), Stop));
    }

    [Fact]
    public async Task Identical_requests_in_flight_share_one_drawing_and_each_item_gets_the_image()
    {
        var workspace = await Store.AddWorkspaceAsync();
        var items = new[]
        {
            await Store.AddContentAsync(workspace), await Store.AddContentAsync(workspace),
            await Store.AddContentAsync(workspace),
        };
        var leader = await Store.StartDrawingAsync(workspace, items[0].Id, "same");
        var second = await JoinAsync(workspace, items[1].Id);
        var withdrawn = await JoinAsync(workspace, items[2].Id);
        Assert.Equal((GenerationState.Drawing, leader), await FindAsync(workspace, second) is var joined
            ? (joined.State, joined.Leader)
            : default);
        Assert.IsType<StartOutcome.Started>(
            await Store.Generations.StartAsync(Some.Start(Some.Hold(workspace)), 9, null, Stop));
        Assert.IsType<StartOutcome.Started>(await Store.Generations.StartAsync(
            Some.Start(Some.Hold(await Store.AddWorkspaceAsync("bob")), null, "same"), 9, null, Stop));
        Assert.Null(Assert.IsType<CancelOutcome.Cancelled>(
            await Store.Generations.CancelAsync(workspace, withdrawn, Some.Now, Stop)).Stops);

        var image = await KeepAsync(workspace, leader);
        Assert.Equal((GenerationState.Succeeded, image), await FindAsync(workspace, second) is var done
            ? (done.State, done.Image)
            : default);
        Assert.Equal((GenerationState.Cancelled, null), await FindAsync(workspace, withdrawn) is var gone
            ? (gone.State, gone.Image)
            : default);
        var counts = await Task.WhenAll(
            items.Select(async item => (await Store.Contents.FindAsync(workspace, item.Id, Stop))!.Images.Count));
        Assert.Equal([1, 1, 0], counts);
        Assert.Equal(new Usage(1, 1), await Store.Quota.ReadAsync(workspace, Period.Of(Some.Now), Stop));
        Assert.IsType<StartOutcome.Started>(
            await Store.Generations.StartAsync(Some.Start(Some.Hold(workspace), null, "same"), 9, null, Stop));
    }

    [Fact]
    public async Task A_shared_drawing_goes_on_until_its_last_waiter_cancels()
    {
        var workspace = await Store.AddWorkspaceAsync();
        var leader = await Store.StartDrawingAsync(workspace, null, "same");
        var follower = await JoinAsync(workspace, null);
        Assert.Null(Assert.IsType<CancelOutcome.Cancelled>(
            await Store.Generations.CancelAsync(workspace, leader, Some.Now, Stop)).Stops);
        Assert.Equal(GenerationState.Cancelled, (await FindAsync(workspace, leader)).State);
        Assert.Equal(GenerationState.Drawing, (await FindAsync(workspace, follower)).State);
        Assert.IsType<CancelOutcome.TooLate>(await Store.Generations.CancelAsync(workspace, leader, Some.Now, Stop));
        Assert.Equal(new Usage(0, 1), await Store.Quota.ReadAsync(workspace, Period.Of(Some.Now), Stop));

        Assert.Equal(leader, Assert.IsType<CancelOutcome.Cancelled>(
            await Store.Generations.CancelAsync(workspace, follower, Some.Now, Stop)).Stops);
        Assert.Equal(new Usage(0, 0), await Store.Quota.ReadAsync(workspace, Period.Of(Some.Now), Stop));
        Assert.Equal([leader], await Store.Generations.ListLostAsync("0", [leader], Stop));
    }

    [Fact]
    public async Task Of_many_claims_at_once_one_gets_it()
    {
        var workspace = await Store.AddWorkspaceAsync();
        await Store.HoldAsync(Some.Hold(workspace), 5);
        var claims = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(number => Task.Run(() => Store.Generations.ClaimAsync(Some.Claim($"{number}"), Stop))));
        Assert.Single(claims, claim => claim is not null);
    }

    [Fact]
    public async Task The_workspace_that_draws_least_is_next_and_none_draws_more_than_it_may()
    {
        var (ada, bob) = (await Store.AddWorkspaceAsync("ada"), await Store.AddWorkspaceAsync("bob"));
        for (var number = 0; number < 4; number++)
        {
            await Store.HoldAsync(Some.Hold(ada), null);
        }

        await Store.HoldAsync(Some.Hold(bob), null);
        await Store.HoldAsync(Some.Hold(bob), null);
        var order = new List<WorkspaceId>();
        for (var second = 0; await Store.Generations.ClaimAsync(
            Some.Claim("0", Some.Now.AddSeconds(second), most: 3), Stop) is { } work; second++)
        {
            order.Add(work.Workspace);
        }

        Assert.Equal([ada, bob, ada, bob, ada], order);
    }

    [Fact]
    public async Task With_one_place_workspaces_take_turns()
    {
        var (ada, bob) = (await Store.AddWorkspaceAsync("ada"), await Store.AddWorkspaceAsync("bob"));
        foreach (var workspace in new[] { ada, ada, ada, bob, bob })
        {
            await Store.HoldAsync(Some.Hold(workspace), null);
        }

        var order = new List<WorkspaceId>();
        for (var second = 0; await Store.Generations.ClaimAsync(
            Some.Claim("0", Some.Now.AddSeconds(second)), Stop) is { } work; second++)
        {
            order.Add(work.Workspace);
            await Store.Generations.FailAsync(work.Id, "0", Busy, Some.Now, Stop);
        }

        Assert.Equal([ada, bob, ada, bob, ada], order);
    }

    [Fact]
    public async Task Tells_how_many_are_in_front()
    {
        var workspace = await Store.AddWorkspaceAsync();
        var (first, second) = (Some.Hold(workspace), Some.Hold(workspace));
        await Store.HoldAsync(first, null);
        await Store.HoldAsync(second, null);
        Assert.Equal((0, 1), ((await FindAsync(workspace, first.Generation)).QueuePosition, (await FindAsync(
            workspace, second.Generation)).QueuePosition));
    }

    [Fact]
    public async Task Progress_is_written_by_whoever_draws_and_by_nobody_else()
    {
        var workspace = await Store.AddWorkspaceAsync();
        var id = await Store.StartDrawingAsync(workspace);
        var before = (await FindAsync(workspace, id)).Version;
        Assert.True(
            await Store.Generations.ReportAsync(id, "0", new DrawProgress(DrawStage.WaitingForModel, null, 20), Stop));
        Assert.False(await Store.Generations.ReportAsync(id, "1", new DrawProgress(DrawStage.Drawing), Stop));
        Assert.Equal((GenerationState.WaitingForModel, 20, before + 1), await FindAsync(workspace, id) is var now
            ? (now.State, now.WaitSeconds, now.Version)
            : default);
        Assert.True(await Store.Generations.ReportAsync(id, "0", new DrawProgress(DrawStage.Drawing, 3), Stop));
        Assert.Equal((GenerationState.Drawing, 3, null), await FindAsync(workspace, id) is var later
            ? (later.State, later.QueuePosition, later.WaitSeconds)
            : default);
    }

    [Fact]
    public async Task Of_a_cancel_and_the_move_to_saving_at_once_one_wins()
    {
        var workspace = await Store.AddWorkspaceAsync();
        for (var round = 0; round < 20; round++)
        {
            var id = await Store.StartDrawingAsync(workspace);
            var saving = Task.Run(() => Store.Generations.BeginSavingAsync(id, "0", new ImageId(Some.NextId()), Stop));
            var cancelled = await Task.Run(
                () => Store.Generations.CancelAsync(workspace, id, Some.Now.AddDays(round), Stop));
            Assert.NotEqual(await saving, cancelled is CancelOutcome.Cancelled);
            Assert.Equal(await saving ? GenerationState.Saving : GenerationState.Cancelled, (await FindAsync(
                workspace, id)).State);
        }
    }

    [Fact]
    public async Task Whoever_cancels_before_it_is_saved_gets_the_credit_back_once()
    {
        var workspace = await Store.AddWorkspaceAsync();
        var id = await Store.StartDrawingAsync(workspace);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(_ => Task.Run(() => Store.Generations.CancelAsync(workspace, id, Some.Now, Stop))));
        Assert.Equal(id, Assert.Single(outcomes.OfType<CancelOutcome.Cancelled>()).Stops);
        Assert.Equal(7, outcomes.Count(outcome => outcome is CancelOutcome.TooLate));
        Assert.Equal(new Usage(0, 0), await Store.Quota.ReadAsync(workspace, Period.Of(Some.Now), Stop));
        Assert.Equal((CreditState.Released, CreditReason.Cancelled), await Store.Quota.FindAsync(id, Stop) is { } credit
            ? (credit.State, credit.Reason) : default);
        Assert.False(await Store.Generations.FailAsync(id, "0", Busy, Some.Now, Stop));
        Assert.IsType<CancelOutcome.Missing>(
            await Store.Generations.CancelAsync(await Store.AddWorkspaceAsync("bob"), id, Some.Now, Stop));
    }

    [Fact]
    public async Task From_the_21st_cancel_of_a_sent_order_in_a_day_on_it_is_charged()
    {
        var workspace = await Store.AddWorkspaceAsync();
        for (var number = 0; number < 3; number++)
        {
            var queued = Some.Hold(workspace);
            await Store.HoldAsync(queued, null);
            await Store.Generations.CancelAsync(workspace, queued.Generation, Some.Now, Stop);
        }

        for (var number = 0; number < 22; number++)
        {
            await Store.Generations.CancelAsync(workspace, await Store.StartDrawingAsync(workspace), Some.Now, Stop);
        }

        Assert.Equal(new Usage(2, 0), await Store.Quota.ReadAsync(workspace, Period.Of(Some.Now), Stop));
        await Store.Generations.CancelAsync(
            workspace, await Store.StartDrawingAsync(workspace), Some.Now.AddDays(1), Stop);
        Assert.Equal(new Usage(2, 0), await Store.Quota.ReadAsync(workspace, Period.Of(Some.Now), Stop));
    }

    [Fact]
    public async Task A_failure_gives_the_credit_back_and_says_why()
    {
        var workspace = await Store.AddWorkspaceAsync();
        var id = await Store.StartDrawingAsync(workspace);
        Assert.False(await Store.Generations.FailAsync(id, "1", Busy, Some.Now, Stop));
        Assert.True(await Store.Generations.FailAsync(id, "0", Busy, Some.Now, Stop));
        Assert.False(await Store.Generations.FailAsync(id, "0", Busy, Some.Now, Stop));
        var failed = await FindAsync(workspace, id);
        Assert.Equal((GenerationState.Failed, Busy, Some.Now), (failed.State, failed.Failure, failed.FinishedAt));
        Assert.Equal(FaultClass.RateLimited, failed.Failure!.Fault);
        Assert.Equal(new Usage(0, 0), await Store.Quota.ReadAsync(workspace, Period.Of(Some.Now), Stop));
        Assert.Null((await Store.Generations.FindWorkAsync(id, Stop))!.Plan);
    }

    private Task<StartOutcome> TryStartWithKeyAsync(WorkspaceId workspace, string body) =>
        Store.Generations.StartAsync(
            Some.Start(Some.Hold(workspace)) with { Key = new RequestKey("one", body) }, 9, null, Stop);

    private async Task<GenerationId> StartWithKeyAsync(WorkspaceId workspace, string body) =>
        Assert.IsType<StartOutcome.Started>(await TryStartWithKeyAsync(workspace, body)).Generation.Id;

    private async Task<GenerationId> JoinAsync(WorkspaceId workspace, ContentItemId? content) =>
        Assert.IsType<StartOutcome.Joined>(
            await Store.Generations.StartAsync(
                Some.Start(Some.Hold(workspace), content, "same"), 9, null, Stop)).Generation.Id;

    private async Task<Generation> FindAsync(WorkspaceId workspace, GenerationId id) =>
        (await Store.Generations.FindAsync(workspace, id, Stop))!;

    private async Task<ImageId> KeepAsync(WorkspaceId workspace, GenerationId id)
    {
        var image = Some.Image(workspace, id);
        Assert.True(await Store.Generations.BeginSavingAsync(id, "0", image.Id, Stop));
        Assert.Equal(new KeepOutcome.Kept(CreditState.Committed), await Store.Library.KeepAsync(
            image, null, evenIfLate: false, Some.Now, Stop));
        return image.Id;
    }
}
