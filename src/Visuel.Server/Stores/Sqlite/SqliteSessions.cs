using Visuel.Core.Accounts;

namespace Visuel.Server.Stores.Sqlite;

/// <summary>Signed-in sessions in SQLite.</summary>
public sealed class SqliteSessions(SqliteStore store) : ISessions
{
    public Task StartAsync(Session session, CancellationToken stop) =>
        store.WriteAsync(
            db => db.Execute(
                "INSERT INTO sessions (id, account, started_at, expires_at) VALUES (?1, ?2, ?3, ?4)",
                session.Id.Value, session.Account.Value, session.StartedAt, session.ExpiresAt),
            stop);

    public Task<Session?> FindAsync(SessionId id, DateTimeOffset now, CancellationToken stop) =>
        store.ReadAsync(
            db => db.First(
                "SELECT id, account, started_at, expires_at FROM sessions WHERE id = ?1 AND expires_at > ?2",
                row => new Session(new SessionId(row.Id(0)), new AccountId(row.Id(1)), row.Instant(2), row.Instant(3)),
                id.Value, now),
            stop);

    public Task ExtendAsync(SessionId id, DateTimeOffset expiresAt, CancellationToken stop) =>
        store.WriteAsync(db => db.Execute("UPDATE sessions SET expires_at = ?2 WHERE id = ?1", id.Value, expiresAt), stop);

    public Task EndAsync(SessionId id, CancellationToken stop) =>
        store.WriteAsync(db => db.Execute("DELETE FROM sessions WHERE id = ?1", id.Value), stop);

    public Task EndOthersAsync(AccountId account, SessionId? but, CancellationToken stop) =>
        store.WriteAsync(
            db => db.Execute("DELETE FROM sessions WHERE account = ?1 AND id IS NOT ?2", account.Value, but?.Value), stop);
}
