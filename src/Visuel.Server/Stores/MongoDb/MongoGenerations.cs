using MongoDB.Bson;
using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Quota;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>Requests to draw in MongoDB. Writes of one workspace come one after the other, on all nodes together, so what a write reads still holds when it writes.</summary>
public sealed class MongoGenerations(MongoStore store) : IGenerations, IDisposable
{
    private readonly SemaphoreSlim claiming = new(1, 1);

    public Task<KeyUse?> FindByKeyAsync(WorkspaceId workspace, string key, DateTimeOffset now, CancellationToken stop) =>
        store.RunAsync(session => MongoGenerationRecords.FindByKeyAsync(session, workspace, key, now), stop);

    public async Task<StartOutcome> StartAsync(NewGeneration start, int? limit, DrawingClaim? claim, CancellationToken stop)
    {
        var outcome = await store.WriteAsync(
            start.Hold.Workspace.Value,
            async session => await FindEarlierAsync(session, start.Hold.Generation, start.Hold.Workspace, start.Key, start.Hold.Now)
                ?? await StartAsync(session, start, limit, claim),
            stop);

        // What is drawn next may be another workspace's, whose writes wait for each other and not for these.
        return outcome is StartOutcome.Started { Claimed: null } started && claim is not null && await ClaimAsync(claim, CancellationToken.None) is { } claimed
            ? started with { Claimed = claimed, Generation = await FindAsync(start.Hold.Workspace, start.Hold.Generation, CancellationToken.None) ?? started.Generation }
            : outcome;
    }

    public Task<StartOutcome> RecordAsync(GenerationId id, WorkspaceId workspace, ImageId image, RequestKey? key, DateTimeOffset now, CancellationToken stop) =>
        store.WriteAsync(
            workspace.Value,
            async session =>
            {
                if (await FindEarlierAsync(session, id, workspace, key, now) is { } earlier)
                {
                    return earlier;
                }

                await session.InsertAsync("generations", New(
                    id, workspace, now, ("state", GenerationState.Succeeded), ("image", image.Value), ("finishedAt", now)));
                await TakeKeyAsync(session, id, workspace, key, now);
                return new StartOutcome.Joined((await MongoGenerationRecords.FindAsync(session, workspace, id))!);
            },
            stop);

    public Task<Generation?> FindAsync(WorkspaceId workspace, GenerationId id, CancellationToken stop) =>
        store.RunAsync(session => MongoGenerationRecords.FindAsync(session, workspace, id), stop);

    public Task<GenerationWork?> FindWorkAsync(GenerationId id, CancellationToken stop) =>
        store.RunAsync(session => MongoGenerationRecords.FindWorkAsync(session, id), stop);

    public async Task<GenerationWork?> ClaimAsync(DrawingClaim claim, CancellationToken stop)
    {
        // One after the other: all of this process would look at the same one.
        await claiming.WaitAsync(stop);
        try
        {
            // Another node may be faster; then there is another to look for, until nothing is left.
            while (await store.RunAsync(session => MongoQueue.NextAsync(session, claim.MostOfWorkspace), stop) is { } next)
            {
                if (await store.WriteAsync(next.Workspace, session => ClaimAsync(session, next, claim), stop) is { } claimed)
                {
                    return claimed;
                }
            }

            return null;
        }
        finally
        {
            claiming.Release();
        }
    }

    public void Dispose() => claiming.Dispose();

    public Task<GenerationWork?> TakeOverAsync(GenerationId id, DrawingClaim claim, CancellationToken stop) =>
        WriteAsync(
            id,
            null,
            async session =>
            {
                var mayTake = Bson.Or(
                    Bson.Of(("leaseUntil", Bson.Is("$lt", claim.Now))), Bson.Of(("leaseUntil", Bson.Is("$gt", claim.Now + CreditRules.LongestLease))),
                    Bson.Of(("node", claim.Node))).AddRange(Bson.Of(("_id", id.Value), ("state", CreditState.Held)));
                if (!await session.HasAsync("generations", MongoGenerationRecords.Drawn(("_id", id.Value)))
                    || !await session.SetAsync("credits", mayTake, ("node", claim.Node), ("leaseUntil", claim.LeaseUntil)))
                {
                    return null;
                }

                await MoveAsync(session, id, GenerationState.Drawing, ("queuePosition", null), ("waitSeconds", null));
                return await MongoGenerationRecords.FindWorkAsync(session, id);
            },
            stop);

    public Task<bool> ReportAsync(GenerationId id, string node, DrawProgress progress, CancellationToken stop) =>
        WriteAsync(
            id,
            false,
            async session => await IsDrawnByAsync(session, id, node) && await MoveAsync(
                session, id, progress.Stage is DrawStage.WaitingForModel ? GenerationState.WaitingForModel : GenerationState.Drawing,
                ("queuePosition", progress.QueuePosition), ("waitSeconds", progress.WaitSeconds)),
            stop);

    public Task<bool> RememberAsync(GenerationId id, string node, RemoteJob job, CancellationToken stop) =>
        WriteAsync(
            id,
            false,
            async session => await IsDrawnByAsync(session, id, node)
                && await session.SetAsync("generations", Bson.Of(("_id", id.Value)), ("job", PlanJson.Write(job))),
            stop);

    public Task<bool> BeginSavingAsync(GenerationId id, string node, ImageId image, CancellationToken stop) =>
        WriteAsync(
            id,
            false,
            async session => await IsDrawnByAsync(session, id, node)
                && await MoveAsync(session, id, GenerationState.Saving, ("image", image.Value), ("queuePosition", null), ("waitSeconds", null)),
            stop);

    public Task<bool> FailAsync(GenerationId id, string node, GenerationFailure failure, DateTimeOffset now, CancellationToken stop) =>
        WriteAsync(
            id,
            false,
            async session =>
            {
                if (!await IsHeldByAsync(session, id, node) || await session.HasAsync("images", Bson.Of(("generation", id.Value))))
                {
                    return false;
                }

                await EndAsync(session, id, GenerationState.Failed, failure, now);
                await MongoQuota.ReleaseAsync(session, id, failure.Reason, now);
                return true;
            },
            stop);

    public Task<CancelOutcome> CancelAsync(WorkspaceId workspace, GenerationId id, DateTimeOffset now, CancellationToken stop) =>
        store.WriteAsync(workspace.Value, session => MongoWithdrawal.RunAsync(session, workspace, id, now), stop);

    public Task<bool> ParkAsync(GenerationId id, string node, DateTimeOffset now, CancellationToken stop) =>
        WriteAsync(
            id,
            false,
            async session => await IsDrawnByAsync(session, id, node)
                && await session.SetAsync("credits", Bson.Of(("_id", id.Value)), ("node", ""), ("leaseUntil", now)),
            stop);

    public Task<IReadOnlyList<GenerationId>> ListLostAsync(string node, IReadOnlyCollection<GenerationId> ids, CancellationToken stop) =>
        store.RunAsync<IReadOnlyList<GenerationId>>(
            async session =>
            {
                var held = await session.ListAsync(
                    "credits", Bson.Of(("_id", Bson.In(ids.Select(id => id.Value))), ("state", CreditState.Held), ("node", node)));
                return [.. ids.Except(held.Select(credit => new GenerationId(credit.Id())))];
            },
            stop);

    public Task<Page<Generation>> ListTroubledAsync(DateTimeOffset failedSince, DateTimeOffset inFlightSince, string? cursor, int limit, CancellationToken stop) =>
        store.RunAsync(
            async session => Paging.Cut(
                await MongoGenerationRecords.ListTroubledAsync(session, failedSince, inFlightSince, cursor, limit + 1), limit, generation => generation.Id.ToString()),
            stop);

    public Task ForgetAsync(WorkspaceId workspace, CancellationToken stop) =>
        store.WriteAsync(
            workspace.Value,
            async session => await session.DeleteAsync("requestKeys", Bson.Of(("workspace", workspace.Value)))
                + await session.DeleteAsync("generations", Bson.Of(("workspace", workspace.Value))),
            stop);

    public Task<int> ForgetAsync(DateTimeOffset endedBefore, DateTimeOffset keysBefore, int limit, CancellationToken stop) =>
        store.RunAsync(
            async session =>
            {
                async Task<int> DeleteOldAsync(string collection, string age, DateTimeOffset before)
                {
                    var old = await session.ListAsync(collection, Bson.Of((age, Bson.Is("$lt", before))), Bson.Of((age, 1)), limit);
                    return await session.DeleteAsync(collection, Bson.Of(("_id", Bson.In(old.Select(found => found["_id"])))));
                }

                await DeleteOldAsync("requestKeys", "createdAt", keysBefore);
                return await DeleteOldAsync("generations", "finishedAt", endedBefore);
            },
            stop);

    /// <summary>Ends a generation, and with it all that joined it and were not withdrawn. What was to be drawn is forgotten.</summary>
    internal static Task EndAsync(
        MongoSession session, GenerationId id, GenerationState state, GenerationFailure? failure, DateTimeOffset now, ImageId? image = null) =>
        session.UpdateAllAsync(
            "generations",
            Bson.Or(Bson.Of(("_id", id.Value)), Bson.Of(("leader", id.Value), ("withdrawnAt", null))),
            new BsonDocument
            {
                ["$set"] = Bson.Of(
                    ("state", state), ("reason", failure?.Reason), ("retryAfter", (long?)failure?.RetryAfter?.TotalMilliseconds), ("image", image?.Value),
                    ("finishedAt", now), ("plan", null), ("job", null), ("shareKey", null), ("queuePosition", null), ("waitSeconds", null)),
                ["$inc"] = Bson.Of(("version", 1)),
            });

    private static BsonDocument New(GenerationId id, WorkspaceId workspace, DateTimeOffset now, params ReadOnlySpan<(string Name, object? Value)> more) => Bson.Of(
        ("_id", id.Value), ("workspace", workspace.Value), ("leader", null), ("state", GenerationState.Queued), ("version", 1), ("content", null), ("shareKey", null),
        ("plan", null), ("job", null), ("queuePosition", null), ("waitSeconds", null), ("image", null), ("reason", null), ("retryAfter", null), ("createdAt", now),
        ("startedAt", null), ("withdrawnAt", null), ("finishedAt", null)).Merge(Bson.Of(more), overwriteExistingElements: true);

    private static async Task<StartOutcome?> FindEarlierAsync(MongoSession session, GenerationId id, WorkspaceId workspace, RequestKey? key, DateTimeOffset now)
    {
        if (key is not null && await MongoGenerationRecords.FindByKeyAsync(session, workspace, key.Key, now) is { } use)
        {
            return use.BodyHash == key.BodyHash ? new StartOutcome.Repeated(use.Generation) : new StartOutcome.KeyMismatch();
        }

        return await MongoGenerationRecords.FindAsync(session, workspace, id) is { } known ? new StartOutcome.Repeated(known) : null;
    }

    private static async Task<StartOutcome> StartAsync(MongoSession session, NewGeneration start, int? limit, DrawingClaim? claim)
    {
        var (id, workspace, now) = (start.Hold.Generation, start.Hold.Workspace, start.Hold.Now);
        var content = start.Plan.Request.ContentId?.Value;
        var shared = start.Shares ? await session.FirstAsync("generations", Bson.Of(("workspace", workspace.Value), ("shareKey", start.Plan.CacheKey))) : null;
        if (shared is not null)
        {
            await session.InsertAsync("generations", New(id, workspace, now, ("leader", shared["_id"]), ("content", content)));
            await TakeKeyAsync(session, id, workspace, start.Key, now);
            return new StartOutcome.Joined((await MongoGenerationRecords.FindAsync(session, workspace, id))!);
        }

        var (isHeld, usage) = await MongoQuota.TryHoldAsync(session, start.Hold, limit);
        if (!isHeld)
        {
            return new StartOutcome.NotEnough(usage);
        }

        // Where nobody waits it is nobody else's turn: it is drawn at once, in the same transaction.
        var isNext = claim is not null && !await MongoQueue.IsAnybodyWaitingAsync(session)
            && await session.CountAsync("generations", MongoGenerationRecords.Drawn(("workspace", workspace.Value))) < claim.MostOfWorkspace;
        await session.InsertAsync("generations", New(
            id, workspace, now, ("content", content), ("shareKey", start.Shares ? start.Plan.CacheKey : null), ("plan", PlanJson.Write(start.Plan))));
        await TakeKeyAsync(session, id, workspace, start.Key, now);
        var claimed = isNext ? await ClaimAsync(session, new QueueHead(workspace.Value, id), claim!) : null;
        return new StartOutcome.Started((await MongoGenerationRecords.FindAsync(session, workspace, id))!, usage, claimed);
    }

    private static async Task TakeKeyAsync(MongoSession session, GenerationId id, WorkspaceId workspace, RequestKey? key, DateTimeOffset now)
    {
        if (key is not null)
        {
            await session.PutAsync("requestKeys", Bson.Of(
                ("_id", $"{workspace} {key.Key}"), ("workspace", workspace.Value), ("bodyHash", key.BodyHash), ("generation", id.Value), ("createdAt", now)));
        }
    }

    private static async Task<GenerationWork?> ClaimAsync(MongoSession session, QueueHead next, DrawingClaim claim)
    {
        if (await session.CountAsync("generations", MongoGenerationRecords.Drawn(("workspace", next.Workspace))) >= claim.MostOfWorkspace
            || await session.UpdateAsync(
                "generations", Bson.Of(("_id", next.Generation.Value), ("state", GenerationState.Queued)),
                new BsonDocument { ["$set"] = Bson.Of(("state", GenerationState.Drawing), ("startedAt", claim.Now)), ["$inc"] = Bson.Of(("version", 1)) }) == 0)
        {
            return null;
        }

        await session.SetAsync("credits", Bson.Of(("_id", next.Generation.Value)), ("node", claim.Node), ("leaseUntil", claim.LeaseUntil));
        return await MongoGenerationRecords.FindWorkAsync(session, next.Generation);
    }

    private static async Task<bool> MoveAsync(MongoSession session, GenerationId id, GenerationState state, params (string Name, object? Value)[] more) =>
        await session.UpdateAsync(
            "generations", Bson.Of(("_id", id.Value)),
            new BsonDocument { ["$set"] = Bson.Of(("state", state)).AddRange(Bson.Of(more)), ["$inc"] = Bson.Of(("version", 1)) }) == 1;

    private static async Task<bool> IsDrawnByAsync(MongoSession session, GenerationId id, string node) => await IsHeldByAsync(session, id, node)
        && await session.HasAsync(
            "generations", Bson.Of(("_id", id.Value), ("state", Bson.In((GenerationState[])[GenerationState.Drawing, GenerationState.WaitingForModel]))));

    private static Task<bool> IsHeldByAsync(MongoSession session, GenerationId id, string node) =>
        session.HasAsync("credits", Bson.Of(("_id", id.Value), ("state", CreditState.Held), ("node", node)));

    // A generation never changes its workspace.
    private async Task<T> WriteAsync<T>(GenerationId id, T missing, Func<MongoSession, Task<T>> write, CancellationToken stop)
    {
        var found = await store.RunAsync(session => session.FirstAsync("generations", Bson.Of(("_id", id.Value))), stop);
        return found is null ? missing : await store.WriteAsync(found.Id("workspace"), write, stop);
    }
}
