using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Quota;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>Requests to draw in MongoDB. Writes of one workspace come one after the other, on all nodes together, so
/// what a write reads still holds when it writes.</summary>
public sealed class MongoGenerations(MongoStore store) : IGenerations, IDisposable
{
    private readonly SemaphoreSlim claiming = new(1, 1);

    public Task<KeyUse?> FindByKeyAsync(
        WorkspaceId workspace, string key, DateTimeOffset now, CancellationToken stop) =>
        store.RunAsync(session => MongoGenerationRecords.FindByKeyAsync(session, workspace, key, now), stop);

    public async Task<StartOutcome> StartAsync(
        NewGeneration start, int? limit, DrawingClaim? claim, CancellationToken stop)
    {
        var outcome = await store.WriteAsync(
            start.Hold.Workspace.Value,
            async session => await FindKnownAsync(session, start) ?? await StartAsync(session, start, limit, claim),
            stop);

        // What is drawn next may be another workspace's, whose writes wait for each other and not for these.
        return outcome is StartOutcome.Started { Claimed: null } started && claim is not null
            && await ClaimAsync(claim, CancellationToken.None) is { } claimed
            ? started with
            {
                Claimed = claimed,
                Generation = await FindAsync(start.Hold.Workspace, start.Hold.Generation, CancellationToken.None)
                    ?? started.Generation,
            }
            : outcome;
    }

    public Task<StartOutcome> RecordAsync(
        GenerationId id, WorkspaceId workspace, ImageId image, RequestKey? key, DateTimeOffset now,
        CancellationToken stop) =>
        store.WriteAsync(
            workspace.Value,
            async session => await FindKnownAsync(session, id, workspace, key, now)
                ?? await MongoChanges.DecideAsync(session, StartRules.Record(id, workspace, image, key, now)),
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
            while (await store.RunAsync(
                session => MongoQueue.NextAsync(session, claim.MostOfWorkspace), stop) is { } next)
            {
                if (await store.WriteAsync(
                    next.Workspace.Value, session => ClaimAsync(session, next, claim), stop) is { } claimed)
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
            async session => await MongoChanges.ApplyAsync(session, Moves.TakeOver(id, claim))
                ? await MongoGenerationRecords.FindWorkAsync(session, id)
                : null,
            stop);

    public Task<bool> ReportAsync(GenerationId id, string node, DrawProgress progress, CancellationToken stop) =>
        MoveAsync(id, Moves.Report(id, node, progress), stop);

    public Task<bool> RememberAsync(GenerationId id, string node, RemoteJob job, CancellationToken stop) =>
        MoveAsync(id, Moves.Remember(id, node, job), stop);

    public Task<bool> BeginSavingAsync(GenerationId id, string node, ImageId image, CancellationToken stop) =>
        MoveAsync(id, Moves.BeginSaving(id, node, image), stop);

    public Task<bool> FailAsync(
        GenerationId id, string node, GenerationFailure failure, DateTimeOffset now, CancellationToken stop) =>
        WriteAsync(
            id,
            false,
            async session =>
            {
                var credit = await MongoQuota.FindAsync(session, id);
                var hasImage = await session.HasAsync("images", Bson.Of(("generation", id.Value)));
                return await MongoChanges.DecideAsync(session, EndRules.Fail(id, credit, hasImage, node, failure, now));
            },
            stop);

    public Task<CancelOutcome> CancelAsync(
        WorkspaceId workspace, GenerationId id, DateTimeOffset now, CancellationToken stop) =>
        store.WriteAsync(
            workspace.Value,
            async session =>
            {
                var (request, leader) = await MongoGenerationRecords.FindPairAsync(session, workspace, id);
                if (CancelRules.Refuse(request, leader) is { } refused)
                {
                    return refused;
                }

                var unwanted = await FindUnwantedAsync(session, request!, now);
                return await MongoChanges.DecideAsync(session, CancelRules.Cancel(request!, leader, unwanted, now));
            },
            stop);

    public Task<bool> ParkAsync(GenerationId id, string node, DateTimeOffset now, CancellationToken stop) =>
        MoveAsync(id, Moves.Park(id, node, now), stop);

    public Task<IReadOnlyList<GenerationId>> ListLostAsync(
        string node, IReadOnlyCollection<GenerationId> ids, CancellationToken stop) =>
        store.RunAsync<IReadOnlyList<GenerationId>>(
            async session =>
            {
                var held = await session.ListAsync(
                    "credits", Bson.Of(
                        ("_id", Bson.In(ids.Select(id => id.Value))), ("state", CreditState.Held), ("node", node)));
                return [.. ids.Except(held.Select(credit => new GenerationId(credit.Id())))];
            },
            stop);

    public Task<Page<Generation>> ListTroubledAsync(
        DateTimeOffset failedSince, DateTimeOffset inFlightSince, string? cursor, int limit, CancellationToken stop) =>
        store.RunAsync(
            async session => Paging.Cut(
                await MongoGenerationRecords.ListTroubledAsync(session, failedSince, inFlightSince, cursor, limit + 1),
                limit, generation => generation.Id.ToString()),
            stop);

    public Task ForgetAsync(WorkspaceId workspace, CancellationToken stop) =>
        store.WriteAsync(
            workspace.Value,
            async session => await session.DeleteAsync("requestKeys", Bson.Of(("workspace", workspace.Value)))
                + await session.DeleteAsync("generations", Bson.Of(("workspace", workspace.Value))),
            stop);

    public Task<int> ForgetAsync(
        DateTimeOffset endedBefore, DateTimeOffset keysBefore, int limit, CancellationToken stop) =>
        store.RunAsync(
            async session =>
            {
                async Task<int> DeleteOldAsync(string collection, string age, DateTimeOffset before)
                {
                    var old = await session.ListAsync(
                        collection, Bson.Of((age, Bson.Is("$lt", before))), Bson.Of((age, 1)), limit);
                    return await session.DeleteAsync(
                        collection, Bson.Of(("_id", Bson.In(old.Select(found => found["_id"])))));
                }

                await DeleteOldAsync("requestKeys", "createdAt", keysBefore);
                return await DeleteOldAsync("generations", "finishedAt", endedBefore);
            },
            stop);

    private static Task<StartOutcome?> FindKnownAsync(MongoSession session, NewGeneration start) =>
        FindKnownAsync(session, start.Hold.Generation, start.Hold.Workspace, start.Key, start.Hold.Now);

    private static async Task<StartOutcome?> FindKnownAsync(
        MongoSession session, GenerationId id, WorkspaceId workspace, RequestKey? key, DateTimeOffset now)
    {
        var use = key is null ? null : await MongoGenerationRecords.FindByKeyAsync(session, workspace, key.Key, now);
        var sameId = use is null ? await MongoGenerationRecords.FindAsync(session, workspace, id) : null;
        return StartRules.Known(key, use, sameId);
    }

    private static async Task<StartOutcome> StartAsync(
        MongoSession session, NewGeneration start, int? limit, DrawingClaim? claim)
    {
        var (id, workspace) = (start.Hold.Generation, start.Hold.Workspace);
        if (start.ShareKey is { } key
            && await MongoGenerationRecords.FindSharedAsync(session, workspace, key) is { } leader)
        {
            await MongoChanges.ApplyAsync(session, StartRules.Join(start, leader));
            return new StartOutcome.Joined((await MongoGenerationRecords.FindAsync(session, workspace, id))!);
        }

        var within = new List<Usage>();
        foreach (var allowance in start.Hold.Within)
        {
            within.Add(await MongoQuota.ReadAsync(session, allowance.CountIn(start.Hold.Period)));
        }

        var decision = StartRules.Hold(start, limit, await MongoQuota.ReadAsync(session, start.Hold.Count), within);
        if (decision.Outcome is not StartOutcome.Started started)
        {
            return decision.Outcome;
        }

        // Where nobody waits it is nobody else's turn: it is drawn at once, in the same transaction.
        var isNext = claim is not null && !await MongoQueue.IsAnybodyWaitingAsync(session)
            && await MongoQueue.MayDrawAsync(session, workspace, claim.MostOfWorkspace);
        await MongoChanges.ApplyAsync(session, decision.Changes);
        if (isNext)
        {
            await MongoChanges.ApplyAsync(session, Moves.Claim(id, claim!));
            return StartRules.DrawnAtOnce(started, start, claim!);
        }

        return started with { Generation = (await MongoGenerationRecords.FindAsync(session, workspace, id))! };
    }

    private static async Task<GenerationWork?> ClaimAsync(
        MongoSession session, WaitingWorkspace next, DrawingClaim claim) =>
        await MongoQueue.MayDrawAsync(session, next.Workspace, claim.MostOfWorkspace)
        && await MongoChanges.ApplyAsync(session, Moves.Claim(next.First, claim))
            ? await MongoGenerationRecords.FindWorkAsync(session, next.First)
            : null;

    // The drawing, when nobody but the one who cancels waits for it.
    private static async Task<UnwantedDrawing?> FindUnwantedAsync(
        MongoSession session, StoredGeneration request, DateTimeOffset now) =>
        await session.HasAsync("generations", MongoGenerationRecords.OfLeader(request.DrawnAs).AddRange(
            Bson.Of(("_id", Bson.Is("$ne", request.Id.Value)), ("withdrawnAt", null))))
            ? null
            : new UnwantedDrawing(
                await CountSentCancelsAsync(session, request.Workspace, now),
                await MongoQuota.FindAsync(session, request.DrawnAs));

    // See CancelRules.IsSentCancel.
    private static async Task<int> CountSentCancelsAsync(
        MongoSession session, WorkspaceId workspace, DateTimeOffset now) =>
        (int)await session.CountAsync("generations", Bson.Of(
            ("workspace", workspace.Value), ("state", GenerationState.Cancelled), ("leader", null),
            ("startedAt", Bson.Is("$ne", null)), ("finishedAt", Bson.Is("$gte", Period.OfDay(now).StartsAt))));

    private Task<bool> MoveAsync(GenerationId id, IReadOnlyList<Change> move, CancellationToken stop) =>
        WriteAsync(id, false, session => MongoChanges.ApplyAsync(session, move), stop);

    // A generation never changes its workspace.
    private async Task<T> WriteAsync<T>(
        GenerationId id, T missing, Func<MongoSession, Task<T>> write, CancellationToken stop)
    {
        var found = await store.RunAsync(
            session => session.FirstAsync("generations", Bson.Of(("_id", id.Value))), stop);
        return found is null ? missing : await store.WriteAsync(found.Id("workspace"), write, stop);
    }
}
