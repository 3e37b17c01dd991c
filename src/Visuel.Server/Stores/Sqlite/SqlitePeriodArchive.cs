using Visuel.Core.Accounts;
using Visuel.Core.Quota;

namespace Visuel.Server.Stores.Sqlite;

/// <summary>The summaries in SQLite. A trigger on the credits notes each month that moved, so that a run costs what
/// changed and not what there is.</summary>
public sealed class SqlitePeriodArchive(SqliteStore store) : IPeriodArchive
{
    // The same rows in both statements below: nobody else writes between them.
    private const string Oldest =
        "SELECT period, workspace FROM period_changes WHERE period < ?1 ORDER BY period, workspace LIMIT ?2";

    // A workspace that was removed meanwhile has no summary. The joins are in the order in which to look.
    private const string SumUp = $"""
        INSERT INTO period_summaries (workspace, period, used, released, free_of_charge, archived_at)
        SELECT changed.workspace, changed.period, count(*) FILTER (WHERE credits.state = 'committed'),
            count(*) FILTER (WHERE credits.state = 'released'), count(*) FILTER (WHERE credits.state = 'freeofcharge'),
                ?3
        FROM ({Oldest}) AS changed
        CROSS JOIN workspaces ON workspaces.id = changed.workspace
        CROSS JOIN credits ON credits.workspace = changed.workspace AND credits.period = changed.period
        GROUP BY changed.period, changed.workspace
        ON CONFLICT DO UPDATE SET
            used = excluded.used, released = excluded.released, free_of_charge = excluded.free_of_charge,
                archived_at = excluded.archived_at
        """;

    public Task<int> ArchiveAsync(Period before, int limit, DateTimeOffset now, CancellationToken stop) =>
        store.WriteAsync(
            session =>
            {
                session.Execute(SumUp, before.ToString(), limit, now);
                return session.Execute(
                    $"DELETE FROM period_changes WHERE (period, workspace) IN ({Oldest})", before.ToString(), limit);
            },
            stop);

    public Task<bool> IsBehindAsync(Period before, CancellationToken stop) =>
        store.ReadAsync(
            session => session.First(
                "SELECT EXISTS (SELECT 1 FROM period_changes WHERE period < ?1)", row => row.GetBoolean(0),
                before.ToString()), stop);

    public Task<IReadOnlyList<PeriodSummary>> ListAsync(
        WorkspaceId workspace, Period before, int limit, CancellationToken stop) =>
        store.ReadAsync<IReadOnlyList<PeriodSummary>>(
            session => session.All(
                """
                SELECT period, used, released, free_of_charge, archived_at FROM period_summaries
                WHERE workspace = ?1 AND period < ?2 ORDER BY period DESC LIMIT ?3
                """,
                row => new PeriodSummary(
                    workspace, Period.Parse(row.GetString(0)), row.GetInt32(1), row.GetInt32(2),
                    row.GetInt32(3), row.Instant(4)),
                workspace.Value, before.ToString(), limit),
            stop);

    public Task RecordRunAsync(ArchiveRun run, CancellationToken stop) =>
        store.WriteAsync(
            session => session.Execute(
                """
                INSERT INTO quota_resets (one, ran_at, last_period) VALUES (1, ?1, ?2)
                ON CONFLICT DO UPDATE SET ran_at = excluded.ran_at, last_period = excluded.last_period
                """,
                run.RanAt, run.LastPeriod.ToString()),
            stop);

    public Task<ArchiveRun?> FindLastRunAsync(CancellationToken stop) =>
        store.ReadAsync(
            session => session.First("SELECT ran_at, last_period FROM quota_resets", row => new ArchiveRun(
                row.Instant(0), Period.Parse(row.GetString(1)))),
            stop);
}
