using Microsoft.Data.Sqlite;
using Visuel.Core.Accounts;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Core.Library;

namespace Visuel.Server.Stores.Sqlite;

/// <summary>Reads generations.</summary>
internal static class GenerationRows
{
    private const int Columns = 16;

    // The request, and the generation it joined.
    private static readonly string Pair =
        $"SELECT {ColumnsOf("g")}, {ColumnsOf("l")} FROM generations g LEFT JOIN generations l ON l.id = g.leader";

    private static readonly string PairById = $"{Pair} WHERE g.id = ?1 AND g.workspace = ?2";

    private static readonly string Requests =
        $"SELECT {ColumnsOf("g")} FROM generations g WHERE g.id = ?1 OR g.leader = ?1";

    private static readonly string Waiting =
        $"""
        SELECT w.workspace, w.first,
            (SELECT count(*) FROM generations d
                WHERE d.workspace = w.workspace AND d.leader IS NULL AND d.state IN ({Names(GenerationRules.Claimed)})),
            (SELECT max(started_at) FROM generations s WHERE s.workspace = w.workspace AND s.started_at IS NOT NULL)
        FROM (SELECT workspace, min(id) AS first FROM generations
            WHERE state = 'queued' AND leader IS NULL GROUP BY workspace) w
        """;

    private static readonly string Troubled =
        $"""
        {Pair} WHERE g.leader IS NULL AND g.id < ?3 AND ((g.state = 'failed' AND g.finished_at >= ?1)
            OR (g.state IN ({Names(GenerationRules.InFlight)}) AND g.created_at < ?2))
        ORDER BY g.id DESC LIMIT ?4
        """;

    /// <summary>The generation as its requester sees it, or null.</summary>
    public static Generation? Find(SqliteSession session, WorkspaceId workspace, GenerationId id) =>
        FindPair(session, workspace, id) is ({ } request, var leader) ? Present(session, request, leader) : null;

    /// <summary>The generation and the one it joined; nothing when the workspace has none of this id.</summary>
    public static (StoredGeneration? Request, StoredGeneration? Leader) FindPair(
        SqliteSession session, WorkspaceId workspace, GenerationId id) =>
        session.First(PairById, ReadPair, id.Value, workspace.Value);

    /// <summary>A leader with all that joined it.</summary>
    public static IReadOnlyList<StoredGeneration> ListRequests(SqliteSession session, GenerationId leader) =>
        session.All(Requests, row => Read(row, 0), leader.Value);

    /// <summary>The drawing in flight that identical requests of the workspace may join.</summary>
    public static GenerationId? FindShared(SqliteSession session, WorkspaceId workspace, string key) => session.First(
        "SELECT id FROM generations WHERE workspace = ?1 AND share_key = ?2",
        row => (GenerationId?)new GenerationId(row.Id(0)), workspace.Value, key);

    public static GenerationWork? FindWork(SqliteSession session, GenerationId id) => session.First(
        "SELECT id, workspace, state, plan, job, image FROM generations WHERE id = ?1 AND leader IS NULL",
        row => new GenerationWork(
            new GenerationId(row.Id(0)), new WorkspaceId(row.Id(1)), row.Name<GenerationState>(2),
            PlanJson.ReadPlan(row.TextOrNull(3)), PlanJson.ReadJob(row.TextOrNull(4)), ImageOrNull(row, 5)),
        id.Value);

    public static KeyUse? FindByKey(SqliteSession session, WorkspaceId workspace, string key, DateTimeOffset now)
    {
        var use = session.First(
            "SELECT generation, body_hash FROM request_keys WHERE workspace = ?1 AND key = ?2 AND created_at > ?3",
            row => (Id: new GenerationId(row.Id(0)), Hash: row.GetString(1)), workspace.Value, key,
            now - RequestKey.Lifetime);
        return use.Hash is null ? null : StartRules.UseOf(use.Hash, Find(session, workspace, use.Id));
    }

    /// <summary>All workspaces with something in the queue.</summary>
    public static IReadOnlyList<WaitingWorkspace> ListWaiting(SqliteSession session) => session.All(
        Waiting,
        row => new WaitingWorkspace(
            new WorkspaceId(row.Id(0)), new GenerationId(row.Id(1)), row.GetInt32(2), row.InstantOrNull(3)));

    /// <summary>What failed, and what is in flight for too long, newest first.</summary>
    public static IReadOnlyList<Generation> ListTroubled(
        SqliteSession session, DateTimeOffset failedSince, DateTimeOffset inFlightSince, string? cursor, int limit) =>
    [
        .. session.All(Troubled, ReadPair, failedSince, inFlightSince, cursor ?? "~", limit)
            .Select(pair => Present(session, pair.Request!, pair.Leader)),
    ];

    /// <summary>States as a list for <c>IN</c>, as they are stored.</summary>
    public static string Names(IEnumerable<GenerationState> states) =>
#pragma warning disable CA1308 // Names are stored as they stand on the wire: in lower case.
        string.Join(", ", states.Select(state => $"'{state.ToString().ToLowerInvariant()}'"));
#pragma warning restore CA1308

    private static Generation Present(SqliteSession session, StoredGeneration request, StoredGeneration? leader)
    {
        var isQueued = request.StateSeen(leader) is GenerationState.Queued;
        return request.Present(leader, isQueued ? CountBefore(session, request.DrawnAs) : null);
    }

    private static int CountBefore(SqliteSession session, GenerationId id) => session.First(
        """
        SELECT count(*) FROM
            (SELECT 1 FROM generations WHERE state = 'queued' AND leader IS NULL AND id < ?1 LIMIT ?2)
        """,
        row => row.GetInt32(0), id.Value, GenerationRules.LongestQueue);

    private static string ColumnsOf(string table) => string.Join(", ", ((string[])
    [
        "id", "workspace", "created_at", "leader", "state", "version", "content", "share_key", "queue_position",
        "wait_seconds", "image", "reason", "retry_after", "started_at", "withdrawn_at", "finished_at",
    ]).Select(column => $"{table}.{column}"));

    private static (StoredGeneration? Request, StoredGeneration? Leader) ReadPair(SqliteDataReader row) =>
        (Read(row, 0), row.IsDBNull(Columns) ? null : Read(row, Columns));

    private static StoredGeneration Read(SqliteDataReader row, int at) =>
        new(new GenerationId(row.Id(at)), new WorkspaceId(row.Id(at + 1)), row.Instant(at + 2))
        {
            Leader = row.IdOrNull(at + 3) is { } leader ? new GenerationId(leader) : null,
            State = row.Name<GenerationState>(at + 4),
            Version = row.GetInt32(at + 5),
            Content = row.IdOrNull(at + 6) is { } content ? new ContentItemId(content) : null,
            ShareKey = row.TextOrNull(at + 7),
            QueuePosition = row.NumberOrNull(at + 8),
            WaitSeconds = row.NumberOrNull(at + 9),
            Image = ImageOrNull(row, at + 10),
            Failure = row.TextOrNull(at + 11) is { } why ? new GenerationFailure(why, SpanOrNull(row, at + 12)) : null,
            StartedAt = row.InstantOrNull(at + 13),
            WithdrawnAt = row.InstantOrNull(at + 14),
            FinishedAt = row.InstantOrNull(at + 15),
        };

    private static TimeSpan? SpanOrNull(SqliteDataReader row, int column) =>
        row.NumberOrNull(column) is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;

    private static ImageId? ImageOrNull(SqliteDataReader row, int column) =>
        row.IdOrNull(column) is { } image ? new ImageId(image) : null;
}
