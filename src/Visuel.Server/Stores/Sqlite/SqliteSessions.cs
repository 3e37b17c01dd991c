using Microsoft.Data.Sqlite;
using Visuel.Core;
using Visuel.Core.Accounts;

namespace Visuel.Server.Stores.Sqlite;

/// <summary>Signed-in sessions in SQLite.</summary>
public sealed class SqliteSessions(SqliteStore store) : ISessions
{
    private const string Columns = "id, account, browser, system, network, started_at, last_used_at, expires_at";

    public Task StartAsync(Session session, SecretHash hash, CancellationToken stop) =>
        store.WriteAsync(
            db =>
            {
                var (device, network) = session.Origin;
                db.Execute("DELETE FROM sessions WHERE expires_at <= ?1", session.StartedAt);
                return db.Execute(
                    $"INSERT INTO sessions ({Columns}, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                    session.Id.Value, session.Account.Value, device.Browser, device.System, network,
                    session.StartedAt, session.LastUsedAt, session.ExpiresAt, hash.Value);
            },
            stop);

    public Task<Session?> FindAsync(SecretHash hash, DateTimeOffset now, CancellationToken stop)
    {
        const string sql = $"SELECT {Columns} FROM sessions WHERE hash = ?1 AND expires_at > ?2";
        return store.ReadAsync(db => db.First(sql, Read, hash.Value, now), stop);
    }

    public Task<Page<Session>> ListAsync(
        AccountId account, DateTimeOffset now, string? cursor, int limit, CancellationToken stop)
    {
        const string sql =
            $"""
            SELECT {Columns} FROM sessions WHERE account = ?1 AND id < ?2 AND expires_at > ?3
            ORDER BY id DESC LIMIT ?4
            """;
        return store.ReadAsync(
            db => Paging.Cut(
                db.All(sql, Read, account.Value, cursor ?? "~", now, limit + 1), limit, session =>
                    session.Id.ToString()),
            stop);
    }

    public Task NoteUseAsync(SessionId id, DateTimeOffset now, CancellationToken stop)
    {
        const string sql = "UPDATE sessions SET last_used_at = ?2 WHERE id = ?1 AND last_used_at <= ?3";
        return store.WriteAsync(db => db.Execute(sql, id.Value, now, now - LastUse.Resolution), stop);
    }

    public Task ExtendAsync(SessionId id, DateTimeOffset expiresAt, CancellationToken stop)
    {
        const string sql = "UPDATE sessions SET expires_at = max(expires_at, ?2) WHERE id = ?1";
        return store.WriteAsync(db => db.Execute(sql, id.Value, expiresAt), stop);
    }

    public Task EndAsync(SecretHash hash, CancellationToken stop) =>
        store.WriteAsync(db => db.Execute("DELETE FROM sessions WHERE hash = ?1", hash.Value), stop);

    public Task<bool> EndAsync(AccountId account, SessionId id, CancellationToken stop)
    {
        const string sql = "DELETE FROM sessions WHERE id = ?1 AND account = ?2";
        return store.WriteAsync(db => db.Execute(sql, id.Value, account.Value) == 1, stop);
    }

    public Task EndOthersAsync(AccountId account, SessionId? but, CancellationToken stop)
    {
        const string sql = "DELETE FROM sessions WHERE account = ?1 AND id IS NOT ?2";
        return store.WriteAsync(db => db.Execute(sql, account.Value, but?.Value), stop);
    }

    private static Session Read(SqliteDataReader row) => new(
        new SessionId(row.Id(0)), new AccountId(row.Id(1)),
        new SignInOrigin(new Device(row.TextOrNull(2), row.TextOrNull(3)), row.TextOrNull(4)),
        row.Instant(5), row.Instant(6), row.Instant(7));
}
