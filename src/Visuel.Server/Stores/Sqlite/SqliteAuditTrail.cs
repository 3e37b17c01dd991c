using Visuel.Core;
using Visuel.Core.Accounts;

namespace Visuel.Server.Stores.Sqlite;

/// <summary>The audit trail in SQLite.</summary>
public sealed class SqliteAuditTrail(SqliteStore store) : IAuditTrail
{
    public Task AddAsync(IReadOnlyList<AuditEntry> entries, CancellationToken stop) => store.WriteAsync(
        session =>
        {
            foreach (var entry in entries)
            {
                Write(session, entry);
            }

            return entries.Count;
        },
        stop);

    public Task<Page<AuditEntry>> ListAsync(AuditQuery query, string? cursor, int limit, CancellationToken stop) =>
        store.ReadAsync(
            session => Paging.Cut(
                session.All(
                    "SELECT id, at, by, subject, action, detail, network, reference FROM audit WHERE id < ?1 " +
                    "AND (?3 IS NULL OR subject = ?3) AND (?4 IS NULL OR action = ?4) ORDER BY id DESC LIMIT ?2",
                    row => new AuditEntry(
                        new AuditId(row.Id(0)), row.Instant(1), AccountOrNull(row.IdOrNull(2)),
                        AccountOrNull(row.IdOrNull(3)), row.GetString(4), row.TextOrNull(5), row.TextOrNull(6),
                        row.TextOrNull(7)),
                    cursor ?? "~", limit + 1, query.Subject?.Value, query.Action),
                limit,
                entry => entry.Id.ToString()),
            stop);

    public Task<int> ForgetAsync(
        string action, DateTimeOffset before, int most, int limit, CancellationToken stop) =>
        store.WriteAsync(
            session => session.Execute(
                """
                DELETE FROM audit WHERE id IN (
                    SELECT id FROM audit WHERE action = ?1 AND id <= max(?2, coalesce((
                        SELECT id FROM audit WHERE action = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?3), ''))
                    ORDER BY id LIMIT ?4)
                """,
                action, Guid.CreateVersion7(before), most, limit),
            stop);

    /// <summary>Writes an entry inside the transaction of what it tells of.</summary>
    internal static void Write(SqliteSession session, AuditEntry entry) => session.Execute(
        "INSERT INTO audit (id, at, by, subject, action, detail, network, reference) " +
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        entry.Id.Value, entry.At, entry.By?.Value, entry.Subject?.Value, entry.Action, entry.Detail, entry.Network,
        entry.Reference);

    private static AccountId? AccountOrNull(Guid? id) => id is { } known ? new AccountId(known) : null;
}
