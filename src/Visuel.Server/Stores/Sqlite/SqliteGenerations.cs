using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Quota;

namespace Visuel.Server.Stores.Sqlite;

/// <summary>Requests to draw in SQLite. Writes come one after the other,
/// so what a write reads still holds when it writes.</summary>
public sealed class SqliteGenerations(SqliteStore store) : IGenerations
{
    public Task<KeyUse?> FindByKeyAsync(
        WorkspaceId workspace, string key, DateTimeOffset now, CancellationToken stop) =>
        store.ReadAsync(session => GenerationRows.FindByKey(session, workspace, key, now), stop);

    public Task<StartOutcome> StartAsync(
        NewGeneration start, int? limit, DrawingClaim? claim, CancellationToken stop) =>
        store.WriteAsync(
            session => FindKnown(session, start.Hold.Generation, start.Hold.Workspace, start.Key, start.Hold.Now)
                ?? Start(session, start, limit, claim),
            stop);

    public Task<StartOutcome> RecordAsync(
        GenerationId id, WorkspaceId workspace, ImageId image, RequestKey? key, DateTimeOffset now,
        CancellationToken stop) =>
        store.WriteAsync(
            session => FindKnown(session, id, workspace, key, now)
                ?? SqliteChanges.Decide(session, StartRules.Record(id, workspace, image, key, now)),
            stop);

    public Task<Generation?> FindAsync(WorkspaceId workspace, GenerationId id, CancellationToken stop) =>
        store.ReadAsync(session => GenerationRows.Find(session, workspace, id), stop);

    public Task<GenerationWork?> FindWorkAsync(GenerationId id, CancellationToken stop) =>
        store.ReadAsync(session => GenerationRows.FindWork(session, id), stop);

    public async Task<GenerationWork?> ClaimAsync(DrawingClaim claim, CancellationToken stop) =>
        // Mostly nothing is queued, and looking costs no write.
        await store.ReadAsync(session => Next(session, claim), stop) is null
            ? null
            : await store.WriteAsync(session => Claim(session, Next(session, claim), claim), stop);

    public Task<GenerationWork?> TakeOverAsync(GenerationId id, DrawingClaim claim, CancellationToken stop) =>
        store.WriteAsync(
            session => Move(session, id, Moves.TakeOver(id, claim)),
            stop);

    public Task<bool> ReportAsync(GenerationId id, string node, DrawProgress progress, CancellationToken stop) =>
        MoveAsync(Moves.Report(id, node, progress), stop);

    public Task<bool> RememberAsync(GenerationId id, string node, RemoteJob job, CancellationToken stop) =>
        MoveAsync(Moves.Remember(id, node, job), stop);

    public Task<bool> BeginSavingAsync(GenerationId id, string node, ImageId image, CancellationToken stop) =>
        MoveAsync(Moves.BeginSaving(id, node, image), stop);

    public Task<bool> FailAsync(
        GenerationId id, string node, GenerationFailure failure, DateTimeOffset now, CancellationToken stop) =>
        store.WriteAsync(
            session =>
            {
                var hasImage = session.First("SELECT 1 FROM images WHERE generation = ?1", row => true, id.Value);
                var credit = SqliteQuota.Find(session, id);
                return SqliteChanges.Decide(session, EndRules.Fail(id, credit, hasImage, node, failure, now));
            },
            stop);

    public Task<CancelOutcome> CancelAsync(
        WorkspaceId workspace, GenerationId id, DateTimeOffset now, CancellationToken stop) =>
        store.WriteAsync(
            session =>
            {
                var (request, leader) = GenerationRows.FindPair(session, workspace, id);
                if (CancelRules.Refuse(request, leader) is { } refused)
                {
                    return refused;
                }

                var unwanted = FindUnwanted(session, request!, now);
                return SqliteChanges.Decide(session, CancelRules.Cancel(request!, leader, unwanted, now));
            },
            stop);

    public Task<bool> ParkAsync(GenerationId id, string node, DateTimeOffset now, CancellationToken stop) =>
        MoveAsync(Moves.Park(id, node, now), stop);

    public Task<IReadOnlyList<GenerationId>> ListLostAsync(
        string node, IReadOnlyCollection<GenerationId> ids, CancellationToken stop) =>
        store.ReadAsync<IReadOnlyList<GenerationId>>(
            session => [.. ids.Where(id => !new CreditHolder(node).Holds(SqliteQuota.Find(session, id)))], stop);

    public Task<Page<Generation>> ListTroubledAsync(
        DateTimeOffset failedSince, DateTimeOffset inFlightSince, string? cursor, int limit, CancellationToken stop) =>
        store.ReadAsync(
            session => Paging.Cut(
                GenerationRows.ListTroubled(session, failedSince, inFlightSince, cursor, limit + 1), limit,
                generation => generation.Id.ToString()),
            stop);

    public Task ForgetAsync(WorkspaceId workspace, CancellationToken stop) =>
        store.WriteAsync(
            session => session.Execute("DELETE FROM request_keys WHERE workspace = ?1", workspace.Value)
                + session.Execute("DELETE FROM generations WHERE workspace = ?1", workspace.Value),
            stop);

    public Task<int> ForgetAsync(
        DateTimeOffset endedBefore, DateTimeOffset keysBefore, int limit, CancellationToken stop) =>
        store.WriteAsync(
            session =>
            {
                session.Execute(
                    "DELETE FROM request_keys WHERE (workspace, key) IN (SELECT workspace, key FROM request_keys " +
                    "WHERE created_at < ?1 ORDER BY created_at LIMIT ?2)",
                    keysBefore, limit);
                return session.Execute(
                    "DELETE FROM generations WHERE id IN (SELECT id FROM generations WHERE finished_at IS NOT NULL " +
                    "AND finished_at < ?1 ORDER BY finished_at LIMIT ?2)",
                    endedBefore, limit);
            },
            stop);

    private static StartOutcome? FindKnown(
        SqliteSession session, GenerationId id, WorkspaceId workspace, RequestKey? key, DateTimeOffset now)
    {
        var use = key is null ? null : GenerationRows.FindByKey(session, workspace, key.Key, now);
        return StartRules.Known(key, use, use is null ? GenerationRows.Find(session, workspace, id) : null);
    }

    private static StartOutcome Start(SqliteSession session, NewGeneration start, int? limit, DrawingClaim? claim)
    {
        var (id, workspace) = (start.Hold.Generation, start.Hold.Workspace);
        if (start.ShareKey is { } key && GenerationRows.FindShared(session, workspace, key) is { } leader)
        {
            SqliteChanges.Apply(session, StartRules.Join(start, leader));
            return new StartOutcome.Joined(GenerationRows.Find(session, workspace, id)!);
        }

        var own = SqliteQuota.Read(session, start.Hold.Count);
        var within = start.Hold.Within.Select(one => SqliteQuota.Read(session, one.CountIn(start.Hold.Period)));
        var outcome = SqliteChanges.Decide(session, StartRules.Hold(start, limit, own, [.. within]));
        if (outcome is not StartOutcome.Started started)
        {
            return outcome;
        }

        var next = claim is null ? null : Next(session, claim);
        if (next?.First == id)
        {
            SqliteChanges.Apply(session, Moves.Claim(id, claim!));
            return StartRules.DrawnAtOnce(started, start, claim!);
        }

        return started with
        {
            Claimed = claim is null ? null : Claim(session, next, claim),
            Generation = GenerationRows.Find(session, workspace, id)!,
        };
    }

    private static WaitingWorkspace? Next(SqliteSession session, DrawingClaim claim) =>
        ClaimRules.Next(GenerationRows.ListWaiting(session), claim.MostOfWorkspace);

    private static GenerationWork? Claim(SqliteSession session, WaitingWorkspace? next, DrawingClaim claim) =>
        next is null ? null : Move(session, next.First, Moves.Claim(next.First, claim));

    private static GenerationWork? Move(SqliteSession session, GenerationId id, IReadOnlyList<Change> move) =>
        SqliteChanges.Apply(session, move) ? GenerationRows.FindWork(session, id) : null;

    // The drawing, when nobody but the one who cancels waits for it.
    private static UnwantedDrawing? FindUnwanted(SqliteSession session, StoredGeneration request, DateTimeOffset now) =>
        session.First(
            "SELECT 1 FROM generations WHERE (id = ?1 OR leader = ?1) AND id <> ?2 AND withdrawn_at IS NULL",
            row => true, request.DrawnAs.Value, request.Id.Value)
            ? null
            : new UnwantedDrawing(
                CountSentCancels(session, request.Workspace, now), SqliteQuota.Find(session, request.DrawnAs));

    // See CancelRules.IsSentCancel.
    private static int CountSentCancels(SqliteSession session, WorkspaceId workspace, DateTimeOffset now) =>
        session.First(
            """
            SELECT count(*) FROM generations WHERE workspace = ?1 AND state = 'cancelled' AND finished_at >= ?2
                AND leader IS NULL AND started_at IS NOT NULL
            """,
            row => row.GetInt32(0), workspace.Value, Period.OfDay(now).StartsAt);

    private Task<bool> MoveAsync(IReadOnlyList<Change> move, CancellationToken stop) =>
        store.WriteAsync(session => SqliteChanges.Apply(session, move), stop);
}
