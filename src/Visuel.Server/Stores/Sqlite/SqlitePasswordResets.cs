using Visuel.Core.Accounts;

namespace Visuel.Server.Stores.Sqlite;

/// <summary>Links that set another password in SQLite.</summary>
public sealed class SqlitePasswordResets(SqliteStore store) : IPasswordResets
{
    public Task SaveAsync(PasswordReset reset, AuditEntry entry, CancellationToken stop) =>
        store.WriteAsync(
            session =>
            {
                SqliteAuditTrail.Write(session, entry);
                return session.Execute(
                    """
                    INSERT INTO password_resets (account, token_hash, stamp, expires_at) VALUES (?1, ?2, ?3, ?4)
                    ON CONFLICT (account) DO UPDATE SET token_hash = ?2, stamp = ?3, expires_at = ?4
                    """,
                    reset.Account.Value, reset.TokenHash, reset.Stamp, reset.ExpiresAt);
            },
            stop);

    public Task<AccountId?> FindAsync(string tokenHash, DateTimeOffset now, CancellationToken stop) =>
        store.ReadAsync(session => Find(session, tokenHash, now), stop);

    public Task<AccountId?> UseAsync(
        string tokenHash, string passwordHash, string stamp, DateTimeOffset now, CancellationToken stop) =>
        store.WriteAsync(
            session =>
            {
                var account = Find(session, tokenHash, now);
                if (account is { } id)
                {
                    session.Execute(
                        "UPDATE accounts SET password_hash = ?2, security_stamp = ?3 WHERE id = ?1",
                        id.Value, passwordHash, stamp);
                    session.Execute("DELETE FROM sessions WHERE account = ?1", id.Value);
                    session.Execute("DELETE FROM password_resets WHERE account = ?1", id.Value);
                }

                return account;
            },
            stop);

    private static AccountId? Find(SqliteSession session, string tokenHash, DateTimeOffset now) => session.First(
        "SELECT a.id FROM password_resets r JOIN accounts a " +
        "ON a.id = r.account AND a.security_stamp = r.stamp WHERE r.token_hash = ?1 AND r.expires_at > ?2",
        row => (AccountId?)new AccountId(row.Id(0)), tokenHash, now);
}
