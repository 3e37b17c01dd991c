using Visuel.Core;
using Visuel.Core.Accounts;

namespace Visuel.Server.Stores.Sqlite;

/// <summary>The audit trail in SQLite.</summary>
public sealed class SqliteAuditTrail(SqliteStore store) : IAuditTrail
{
    public Task<Page<AuditEntry>> ListAsync(AccountId? subject, string? cursor, int limit, CancellationToken stop) =>
        store.ReadAsync(
            session => Paging.Cut(
                session.All(
                    "SELECT id, at, by, subject, action, detail FROM audit WHERE (?1 IS NULL OR subject = ?1) " +
                    "AND id < ?2 ORDER BY id DESC LIMIT ?3",
                    row => new AuditEntry(
                        new AuditId(row.Id(0)), row.Instant(1), row.IdOrNull(2) is { } by ? new AccountId(by) : null,
                        new AccountId(row.Id(3)), row.GetString(4), row.TextOrNull(5)),
                    subject?.Value, cursor ?? "~", limit + 1),
                limit,
                entry => entry.Id.ToString()),
            stop);

    public Task<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken stop) =>
        store.WriteAsync(
            session => session.Execute(
                "DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE at < ?1 ORDER BY at LIMIT ?2)",
                before, limit), stop);

    /// <summary>Writes an entry inside the transaction of what it tells of.</summary>
    internal static void Write(SqliteSession session, AuditEntry entry) => session.Execute(
        "INSERT INTO audit (id, at, by, subject, action, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        entry.Id.Value, entry.At, entry.By?.Value, entry.Subject.Value, entry.Action, entry.Detail);
}
