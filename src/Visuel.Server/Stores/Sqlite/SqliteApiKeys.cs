using Microsoft.Data.Sqlite;
using Visuel.Core;
using Visuel.Core.Accounts;

namespace Visuel.Server.Stores.Sqlite;

/// <summary>API keys in SQLite.</summary>
public sealed class SqliteApiKeys(SqliteStore store) : IApiKeys
{
    private const string Columns = "id, workspace, account, name, prefix, created_at, expires_at, last_used_at";

    public Task<bool> AddAsync(ApiKey key, SecretHash hash, int most, CancellationToken stop) =>
        store.WriteAsync(
            session => session.Execute(
                """
                INSERT INTO api_keys (id, workspace, account, name, prefix, hash, created_at, expires_at)
                SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
                WHERE (SELECT count(*) FROM api_keys WHERE workspace = ?2 AND revoked_at IS NULL
                    AND (expires_at IS NULL OR expires_at > ?7)) < ?9
                """,
                key.Id.Value, key.Workspace.Value, key.Account.Value, key.Name, key.Prefix, hash.Value, key.CreatedAt,
                key.ExpiresAt, most) == 1,
            stop);

    public Task<ApiKey?> FindAsync(SecretHash hash, DateTimeOffset now, CancellationToken stop) =>
        store.ReadAsync(
            session => session.First(
                $"SELECT {Columns} FROM api_keys WHERE hash = ?1 AND revoked_at IS NULL " +
                "AND (expires_at IS NULL OR expires_at > ?2)",
                ReadKey, hash.Value, now),
            stop);

    public Task<Page<ApiKey>> ListAsync(WorkspaceId workspace, string? cursor, int limit, CancellationToken stop) =>
        store.ReadAsync(
            session => Paging.Cut(
                session.All(
                    $"SELECT {Columns} FROM api_keys WHERE workspace = ?1 AND id < ?2 AND revoked_at IS NULL " +
                    "ORDER BY id DESC LIMIT ?3",
                    ReadKey, workspace.Value, cursor ?? "~", limit + 1),
                limit,
                key => key.Id.ToString()),
            stop);

    public Task NoteUseAsync(ApiKeyId id, DateTimeOffset now, CancellationToken stop) =>
        store.WriteAsync(
            session => session.Execute(
                "UPDATE api_keys SET last_used_at = ?2 WHERE id = ?1 AND (last_used_at IS NULL OR last_used_at <= ?3)",
                id.Value, now, now - LastUse.Resolution),
            stop);

    public Task<bool> RevokeAsync(WorkspaceId workspace, ApiKeyId id, DateTimeOffset now, CancellationToken stop) =>
        store.WriteAsync(
            session => session.Execute(
                "UPDATE api_keys SET revoked_at = coalesce(revoked_at, ?3) WHERE id = ?1 AND workspace = ?2", id.Value,
                workspace.Value, now) == 1,
            stop);

    private static ApiKey ReadKey(SqliteDataReader row) => new(
        new ApiKeyId(row.Id(0)), new WorkspaceId(row.Id(1)), new AccountId(row.Id(2)), row.GetString(3),
        row.GetString(4), row.Instant(5), row.InstantOrNull(6), row.InstantOrNull(7));
}
