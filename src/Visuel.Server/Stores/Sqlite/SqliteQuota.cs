using Microsoft.Data.Sqlite;
using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Quota;

namespace Visuel.Server.Stores.Sqlite;

/// <summary>The credits in SQLite.</summary>
public sealed class SqliteQuota(SqliteStore store) : IQuotaLedger
{
    private const string Columns = """
        generation, workspace, period, state, lease_until, reason, held_at, settled_at, node, plan,
        (SELECT group_concat(allowance) FROM credit_allowances a WHERE a.generation = credits.generation)
        """;

    public Task<bool> RenewAsync(GenerationId generation, DateTimeOffset leaseUntil, CancellationToken stop) =>
        store.WriteAsync(session => SqliteChanges.Apply(session, Moves.Renew(generation, leaseUntil)), stop);

    public Task<bool> ReleaseAsync(
        GenerationId generation, string reason, DateTimeOffset now, CancellationToken stop) =>
        store.WriteAsync(
            session => SqliteChanges.Decide(
                session, CreditRules.Release(Find(session, generation), reason, now)), stop);

    public Task<Usage> ReadAsync(WorkspaceId workspace, Period period, CancellationToken stop) =>
        store.ReadAsync(session => Read(session, new QuotaCount(workspace.Value, period)), stop);

    public Task<Usage> ReadAsync(Allowance allowance, Period period, CancellationToken stop) =>
        store.ReadAsync(session => Read(session, allowance.CountIn(period)), stop);

    public Task<Page<CreditEntry>> ListAsync(
        WorkspaceId workspace, Period? period, string? cursor, int limit, CancellationToken stop) =>
        store.ReadAsync(
            session => Paging.Cut(
                session.All(
                    $"""
                    SELECT {Columns}, (SELECT i.id FROM images i WHERE i.generation = credits.generation) FROM credits
                    WHERE workspace = ?1 AND generation < ?2 {(period is null ? "" : "AND period = ?4")}
                        ORDER BY generation DESC LIMIT ?3
                    """,
                    row => new CreditEntry(ReadCredit(row), row.IdOrNull(11) is { } image ? new ImageId(image) : null),
                    workspace.Value, cursor ?? "~", limit + 1, period?.ToString()),
                limit,
                entry => entry.Credit.Generation.ToString()),
            stop);

    public Task<IReadOnlyList<DrawnCount>> CountDrawnAsync(Period period, CancellationToken stop) =>
        store.ReadAsync(
            session => session.All(
                // Its days too: visitors have those.
                "SELECT plan, supplier, count(*) FROM credits WHERE period >= ?1 AND period < ?1 || '~' " +
                "AND supplier IS NOT NULL GROUP BY plan, supplier",
                row => new DrawnCount(row.TextOrNull(0), row.GetString(1), row.GetInt32(2)), period.ToString()),
            stop);

    public Task<Credit?> FindAsync(GenerationId generation, CancellationToken stop) =>
        store.ReadAsync(session => Find(session, generation), stop);

    public Task<IReadOnlyList<Credit>> ListExpiredAsync(DateTimeOffset now, int limit, CancellationToken stop) =>
        store.ReadAsync<IReadOnlyList<Credit>>(
            session => session.All(
                $"SELECT {Columns} FROM credits WHERE state = 'held' AND (lease_until < ?1 OR lease_until > ?2) " +
                "LIMIT ?3",
                ReadCredit, now, now + CreditRules.LongestLease, limit),
            stop);

    public Task<IReadOnlyList<Credit>> ListHeldByAsync(string node, CancellationToken stop) =>
        store.ReadAsync<IReadOnlyList<Credit>>(
            session => session.All(
                $"SELECT {Columns} FROM credits WHERE state = 'held' AND node = ?1", ReadCredit, node), stop);

    /// <summary>The credit of a generation, or null.</summary>
    internal static Credit? Find(SqliteSession session, GenerationId generation) =>
        session.First($"SELECT {Columns} FROM credits WHERE generation = ?1", ReadCredit, generation.Value);

    /// <summary>What was used of a count.</summary>
    internal static Usage Read(SqliteSession session, QuotaCount count) => session.First(
        "SELECT used, held FROM periods WHERE workspace = ?1 AND period = ?2",
        row => new Usage(row.GetInt32(0), row.GetInt32(1)), count.Key, count.Period.ToString());

    private static Credit ReadCredit(SqliteDataReader row)
    {
        var period = Period.Parse(row.GetString(2));
        return new Credit(
            new GenerationId(row.Id(0)), new WorkspaceId(row.Id(1)), period, row.Name<CreditState>(3), row.Instant(4),
            row.TextOrNull(5), row.Instant(6), row.InstantOrNull(7))
        {
            Node = row.GetString(8),
            Plan = row.TextOrNull(9),
            Within = [.. row.TextOrNull(10)?.Split(',').Select(text => QuotaCount.Parse(text, period)) ?? []],
        };
    }
}
