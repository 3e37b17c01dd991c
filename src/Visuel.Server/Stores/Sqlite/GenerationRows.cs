using Microsoft.Data.Sqlite;
using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Core.Library;

namespace Visuel.Server.Stores.Sqlite;

/// <summary>Reads generations. One that joined another is as its leader is, until either of them ends.</summary>
internal static class GenerationRows
{
    /// <summary>In flight, and drawn for itself.</summary>
    public const string Drawn = "leader IS NULL AND state IN ('drawing', 'waitingformodel', 'saving')";

    // Presented: g as its requester sees it, l its leader.
    private const string Presented =
        """
        SELECT g.id, g.workspace, coalesce(g.leader, g.id),
            CASE WHEN g.withdrawn_at IS NOT NULL THEN 'cancelled' WHEN g.finished_at IS NOT NULL OR l.id IS NULL THEN g.state ELSE l.state END,
            g.version + coalesce(l.version, 0), g.created_at,
            CASE coalesce(l.state, g.state)
                WHEN 'queued' THEN (SELECT count(*) FROM (SELECT 1 FROM generations q WHERE q.state = 'queued' AND q.leader IS NULL AND q.id < coalesce(l.id, g.id) LIMIT 1000))
                ELSE coalesce(l.queue_position, g.queue_position) END,
            coalesce(l.wait_seconds, g.wait_seconds), g.image, g.reason, g.retry_after, coalesce(g.withdrawn_at, g.finished_at),
            g.state = 'succeeded' AND g.leader IS NULL AND g.started_at IS NULL
        FROM generations g LEFT JOIN generations l ON l.id = g.leader
        """;

    private const string Work = "SELECT id, workspace, state, plan, job, image FROM generations";

    public static Generation? Find(SqliteSession session, WorkspaceId workspace, GenerationId id) =>
        session.First($"{Presented} WHERE g.id = ?1 AND g.workspace = ?2", ReadGeneration, id.Value, workspace.Value);

    /// <summary>The drawing in flight that identical requests of the workspace may join.</summary>
    public static Guid? FindShared(SqliteSession session, WorkspaceId workspace, string key) => session.First(
        "SELECT id FROM generations WHERE workspace = ?1 AND share_key = ?2", row => (Guid?)row.Id(0), workspace.Value, key);

    public static GenerationWork? FindWork(SqliteSession session, GenerationId id) =>
        session.First($"{Work} WHERE id = ?1 AND leader IS NULL", ReadWork, id.Value);

    public static KeyUse? FindByKey(SqliteSession session, WorkspaceId workspace, string key, DateTimeOffset now)
    {
        var use = session.First(
            "SELECT generation, body_hash FROM request_keys WHERE workspace = ?1 AND key = ?2 AND created_at > ?3",
            row => (Id: new GenerationId(row.Id(0)), Hash: row.GetString(1)), workspace.Value, key, now - RequestKey.Life);
        return use.Hash is not null && Find(session, workspace, use.Id) is { State: not (GenerationState.Failed or GenerationState.Cancelled) } generation
            ? new KeyUse(generation, use.Hash)
            : null;
    }

    /// <summary>What failed, and what is in flight for too long, newest first.</summary>
    public static IReadOnlyList<Generation> ListTroubled(
        SqliteSession session, DateTimeOffset failedSince, DateTimeOffset inFlightSince, string? cursor, int limit) => session.All(
        $"""
        {Presented} WHERE g.leader IS NULL AND g.id < ?3
            AND ((g.state = 'failed' AND g.finished_at >= ?1) OR (g.state IN ('queued', 'drawing', 'waitingformodel', 'saving') AND g.created_at < ?2))
        ORDER BY g.id DESC LIMIT ?4
        """,
        ReadGeneration, failedSince, inFlightSince, cursor ?? "~", limit);

    private static Generation ReadGeneration(SqliteDataReader row)
    {
        var state = row.Name<GenerationState>(3);
        return new(new GenerationId(row.Id(0)), new WorkspaceId(row.Id(1)), new GenerationId(row.Id(2)), state, row.GetInt32(4), row.Instant(5))
        {
            QueuePosition = row.NumberOrNull(6),
            WaitSeconds = row.NumberOrNull(7),
            Image = state is GenerationState.Succeeded && row.IdOrNull(8) is { } image ? new ImageId(image) : null,
            Failure = row.TextOrNull(9) is { } reason
                ? new GenerationFailure(reason, row.NumberOrNull(10) is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null)
                : null,
            FinishedAt = row.InstantOrNull(11),
            FromCache = row.GetBoolean(12),
        };
    }

    private static GenerationWork ReadWork(SqliteDataReader row) => new(
        new GenerationId(row.Id(0)), new WorkspaceId(row.Id(1)), row.Name<GenerationState>(2), PlanJson.ReadPlan(row.TextOrNull(3)),
        PlanJson.ReadJob(row.TextOrNull(4)), row.IdOrNull(5) is { } image ? new ImageId(image) : null);
}
