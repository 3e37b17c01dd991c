using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Quota;

namespace Visuel.Server.Stores.Sqlite;

/// <summary>Requests to draw in SQLite. Writes come one after the other, so what a write reads still holds when it writes.</summary>
public sealed class SqliteGenerations(SqliteStore store) : IGenerations
{
    public Task<KeyUse?> FindByKeyAsync(WorkspaceId workspace, string key, DateTimeOffset now, CancellationToken stop) =>
        store.ReadAsync(session => GenerationRows.FindByKey(session, workspace, key, now), stop);

    public Task<StartOutcome> StartAsync(NewGeneration start, int? limit, DrawingClaim? claim, CancellationToken stop) =>
        store.WriteAsync(
            session => FindEarlier(session, start.Hold.Generation, start.Hold.Workspace, start.Key, start.Hold.Now) ?? Start(session, start, limit, claim), stop);

    public Task<StartOutcome> RecordAsync(GenerationId id, WorkspaceId workspace, ImageId image, RequestKey? key, DateTimeOffset now, CancellationToken stop) =>
        store.WriteAsync(
            session =>
            {
                if (FindEarlier(session, id, workspace, key, now) is { } earlier)
                {
                    return earlier;
                }

                session.Execute(
                    "INSERT INTO generations (id, workspace, state, image, created_at, finished_at) VALUES (?1, ?2, 'succeeded', ?3, ?4, ?4)",
                    id.Value, workspace.Value, image.Value, now);
                TakeKey(session, id, workspace, key, now);
                return new StartOutcome.Joined(GenerationRows.Find(session, workspace, id)!);
            },
            stop);

    public Task<Generation?> FindAsync(WorkspaceId workspace, GenerationId id, CancellationToken stop) =>
        store.ReadAsync(session => GenerationRows.Find(session, workspace, id), stop);

    public Task<GenerationWork?> FindWorkAsync(GenerationId id, CancellationToken stop) =>
        store.ReadAsync(session => GenerationRows.FindWork(session, id), stop);

    public async Task<GenerationWork?> ClaimAsync(DrawingClaim claim, CancellationToken stop) =>
        // Mostly nothing is queued, and looking costs no write.
        await store.ReadAsync(session => Next(session, claim), stop) is null ? null : await store.WriteAsync(session => Claim(session, claim), stop);

    public Task<GenerationWork?> TakeOverAsync(GenerationId id, DrawingClaim claim, CancellationToken stop) =>
        store.WriteAsync(
            session =>
            {
                var isTaken = session.First($"SELECT 1 FROM generations WHERE id = ?1 AND {GenerationRows.Drawn}", row => row.GetInt32(0), id.Value) == 1
                    && session.Execute(
                        "UPDATE credits SET node = ?2, lease_until = ?3 WHERE generation = ?1 AND state = 'held' AND (lease_until < ?4 OR lease_until > ?5 OR node = ?2)",
                        id.Value, claim.Node, claim.LeaseUntil, claim.Now, claim.Now + CreditRules.LongestLease) == 1;
                if (!isTaken)
                {
                    return null;
                }

                session.Execute(
                    "UPDATE generations SET state = 'drawing', queue_position = NULL, wait_seconds = NULL, version = version + 1 WHERE id = ?1", id.Value);
                return GenerationRows.FindWork(session, id);
            },
            stop);

    public Task<bool> ReportAsync(GenerationId id, string node, DrawProgress progress, CancellationToken stop) =>
        store.WriteAsync(
            session => IsDrawnBy(session, id, node) && session.Execute(
                "UPDATE generations SET state = ?2, queue_position = ?3, wait_seconds = ?4, version = version + 1 WHERE id = ?1",
                id.Value, progress.Stage is DrawStage.WaitingForModel ? GenerationState.WaitingForModel : GenerationState.Drawing,
                progress.QueuePosition, progress.WaitSeconds) == 1,
            stop);

    public Task<bool> RememberAsync(GenerationId id, string node, RemoteJob job, CancellationToken stop) =>
        store.WriteAsync(
            session => IsDrawnBy(session, id, node)
                && session.Execute("UPDATE generations SET job = ?2 WHERE id = ?1", id.Value, PlanJson.Write(job)) == 1,
            stop);

    public Task<bool> BeginSavingAsync(GenerationId id, string node, ImageId image, CancellationToken stop) =>
        store.WriteAsync(
            session => IsDrawnBy(session, id, node) && session.Execute(
                "UPDATE generations SET state = 'saving', image = ?2, queue_position = NULL, wait_seconds = NULL, version = version + 1 WHERE id = ?1",
                id.Value, image.Value) == 1,
            stop);

    public Task<bool> FailAsync(GenerationId id, string node, GenerationFailure failure, DateTimeOffset now, CancellationToken stop) =>
        store.WriteAsync(
            session =>
            {
                if (!IsHeldBy(session, id, node) || session.First("SELECT 1 FROM images WHERE generation = ?1", row => row.GetInt32(0), id.Value) == 1)
                {
                    return false;
                }

                End(session, id, GenerationState.Failed, failure, now);
                SqliteQuota.Release(session, id, failure.Reason, now);
                return true;
            },
            stop);

    public Task<CancelOutcome> CancelAsync(WorkspaceId workspace, GenerationId id, DateTimeOffset now, CancellationToken stop) =>
        store.WriteAsync<CancelOutcome>(session => Cancel(session, workspace, id, now), stop);

    public Task<bool> ParkAsync(GenerationId id, string node, DateTimeOffset now, CancellationToken stop) =>
        store.WriteAsync(
            session => IsDrawnBy(session, id, node)
                && session.Execute("UPDATE credits SET node = '', lease_until = ?2 WHERE generation = ?1", id.Value, now) == 1,
            stop);

    public Task<IReadOnlyList<GenerationId>> ListLostAsync(string node, IReadOnlyCollection<GenerationId> ids, CancellationToken stop) =>
        store.ReadAsync<IReadOnlyList<GenerationId>>(session => [.. ids.Where(id => !IsHeldBy(session, id, node))], stop);

    public Task<Page<Generation>> ListTroubledAsync(DateTimeOffset failedSince, DateTimeOffset inFlightSince, string? cursor, int limit, CancellationToken stop) =>
        store.ReadAsync(
            session => Paging.Cut(
                GenerationRows.ListTroubled(session, failedSince, inFlightSince, cursor, limit + 1), limit, generation => generation.Id.ToString()),
            stop);

    public Task ForgetAsync(WorkspaceId workspace, CancellationToken stop) =>
        store.WriteAsync(
            session => session.Execute("DELETE FROM request_keys WHERE workspace = ?1", workspace.Value)
                + session.Execute("DELETE FROM generations WHERE workspace = ?1", workspace.Value),
            stop);

    public Task<int> ForgetAsync(DateTimeOffset endedBefore, DateTimeOffset keysBefore, int limit, CancellationToken stop) =>
        store.WriteAsync(
            session =>
            {
                session.Execute(
                    "DELETE FROM request_keys WHERE (workspace, key) IN (SELECT workspace, key FROM request_keys WHERE created_at < ?1 ORDER BY created_at LIMIT ?2)",
                    keysBefore, limit);
                return session.Execute(
                    "DELETE FROM generations WHERE id IN (SELECT id FROM generations WHERE finished_at IS NOT NULL AND finished_at < ?1 ORDER BY finished_at LIMIT ?2)",
                    endedBefore, limit);
            },
            stop);

    /// <summary>Ends a generation, and with it all that joined it and were not withdrawn. What was to be drawn is forgotten.</summary>
    internal static void End(SqliteSession session, GenerationId id, GenerationState state, GenerationFailure? failure, DateTimeOffset now, ImageId? image = null) =>
        session.Execute(
            """
            UPDATE generations SET state = ?2, reason = ?3, retry_after = ?4, image = ?5, finished_at = ?6, version = version + 1,
                plan = NULL, job = NULL, share_key = NULL, queue_position = NULL, wait_seconds = NULL
            WHERE id = ?1 OR (leader = ?1 AND withdrawn_at IS NULL)
            """,
            id.Value, state, failure?.Reason, (long?)failure?.RetryAfter?.TotalMilliseconds, image?.Value, now);

    private static StartOutcome? FindEarlier(SqliteSession session, GenerationId id, WorkspaceId workspace, RequestKey? key, DateTimeOffset now)
    {
        if (key is not null && GenerationRows.FindByKey(session, workspace, key.Key, now) is { } use)
        {
            return use.BodyHash == key.BodyHash ? new StartOutcome.Repeated(use.Generation) : new StartOutcome.KeyMismatch();
        }

        return GenerationRows.Find(session, workspace, id) is { } known ? new StartOutcome.Repeated(known) : null;
    }

    private static StartOutcome Start(SqliteSession session, NewGeneration start, int? limit, DrawingClaim? claim)
    {
        var (id, workspace, now) = (start.Hold.Generation, start.Hold.Workspace, start.Hold.Now);
        var content = start.Plan.Request.ContentId?.Value;
        if (start.Shares && GenerationRows.FindShared(session, workspace, start.Plan.CacheKey) is { } leader)
        {
            session.Execute(
                "INSERT INTO generations (id, workspace, leader, state, content, created_at) VALUES (?1, ?2, ?3, 'queued', ?4, ?5)",
                id.Value, workspace.Value, leader, content, now);
            TakeKey(session, id, workspace, start.Key, now);
            return new StartOutcome.Joined(GenerationRows.Find(session, workspace, id)!);
        }

        if (!SqliteQuota.TryHold(session, start.Hold, limit, out var usage))
        {
            return new StartOutcome.NotEnough(usage);
        }

        session.Execute(
            "INSERT INTO generations (id, workspace, state, content, share_key, plan, created_at) VALUES (?1, ?2, 'queued', ?3, ?4, ?5, ?6)",
            id.Value, workspace.Value, content, start.Shares ? start.Plan.CacheKey : null, PlanJson.Write(start.Plan), now);
        TakeKey(session, id, workspace, start.Key, now);
        var claimed = claim is null ? null : Claim(session, claim);
        return new StartOutcome.Started(GenerationRows.Find(session, workspace, id)!, usage, claimed);
    }

    private static void TakeKey(SqliteSession session, GenerationId id, WorkspaceId workspace, RequestKey? key, DateTimeOffset now)
    {
        if (key is not null)
        {
            session.Execute(
                """
                INSERT INTO request_keys (workspace, key, body_hash, generation, created_at) VALUES (?1, ?2, ?3, ?4, ?5)
                ON CONFLICT (workspace, key) DO UPDATE SET body_hash = ?3, generation = ?4, created_at = ?5
                """,
                workspace.Value, key.Key, key.BodyHash, id.Value, now);
        }
    }

    // Of the workspaces that draw less than they may: the one that draws least, then the one whose last turn is longest ago.
    private static Guid? Next(SqliteSession session, DrawingClaim claim) => session.First(
        $"""
        SELECT w.first, (SELECT count(*) FROM generations d WHERE d.workspace = w.workspace AND d.{GenerationRows.Drawn}) AS drawn
        FROM (SELECT workspace, min(id) AS first FROM generations WHERE state = 'queued' AND leader IS NULL GROUP BY workspace) w
        WHERE drawn < ?1
        ORDER BY drawn, (SELECT max(started_at) FROM generations s WHERE s.workspace = w.workspace AND s.started_at IS NOT NULL), w.first LIMIT 1
        """,
        row => (Guid?)row.Id(0), claim.MostOfWorkspace);

    private static GenerationWork? Claim(SqliteSession session, DrawingClaim claim)
    {
        if (Next(session, claim) is not { } next)
        {
            return null;
        }

        session.Execute("UPDATE generations SET state = 'drawing', started_at = ?2, version = version + 1 WHERE id = ?1", next, claim.Now);
        session.Execute("UPDATE credits SET node = ?2, lease_until = ?3 WHERE generation = ?1", next, claim.Node, claim.LeaseUntil);
        return GenerationRows.FindWork(session, new GenerationId(next));
    }

    private static CancelOutcome Cancel(SqliteSession session, WorkspaceId workspace, GenerationId id, DateTimeOffset now)
    {
        if (GenerationRows.Find(session, workspace, id) is not { } generation)
        {
            return new CancelOutcome.Missing();
        }

        if (!generation.State.MayBeCancelled())
        {
            return new CancelOutcome.TooLate();
        }

        // The requester's own mark: a leader may have to be drawn on for others.
        session.Execute("UPDATE generations SET withdrawn_at = ?2, finished_at = CASE WHEN leader IS NULL THEN NULL ELSE ?2 END, version = version + 1 WHERE id = ?1",
            id.Value, now);
        var leader = generation.Leader;
        var isWanted = session.First(
            "SELECT EXISTS (SELECT 1 FROM generations WHERE (id = ?1 OR leader = ?1) AND withdrawn_at IS NULL)", row => row.GetBoolean(0), leader.Value);
        if (!isWanted)
        {
            var isSent = generation.State is not GenerationState.Queued;
            var isFree = !isSent || CountCancelsOfSent(session, workspace, now) < GenerationRules.FreeCancelsPerDay;
            End(session, leader, GenerationState.Cancelled, null, now);
            _ = isFree ? SqliteQuota.Release(session, leader, "cancelled", now) : SqliteQuota.Charge(session, leader, "cancelled_too_often", now);
        }

        return new CancelOutcome.Cancelled(GenerationRows.Find(session, workspace, id)!, isWanted ? null : leader);
    }

    private static long CountCancelsOfSent(SqliteSession session, WorkspaceId workspace, DateTimeOffset now) => session.First(
        "SELECT count(*) FROM generations WHERE workspace = ?1 AND state = 'cancelled' AND finished_at >= ?2 AND leader IS NULL AND started_at IS NOT NULL",
        row => row.GetInt64(0), workspace.Value, Period.OfDay(now).StartsAt);

    private static bool IsDrawnBy(SqliteSession session, GenerationId id, string node) => IsHeldBy(session, id, node)
        && session.First("SELECT 1 FROM generations WHERE id = ?1 AND state IN ('drawing', 'waitingformodel')", row => row.GetInt32(0), id.Value) == 1;

    private static bool IsHeldBy(SqliteSession session, GenerationId id, string node) => session.First(
        "SELECT 1 FROM credits WHERE generation = ?1 AND state = 'held' AND node = ?2", row => row.GetInt32(0), id.Value, node) == 1;
}
