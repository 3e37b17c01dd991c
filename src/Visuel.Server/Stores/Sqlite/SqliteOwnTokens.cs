using Visuel.Core.Accounts;

namespace Visuel.Server.Stores.Sqlite;

/// <summary>The tokens of workspaces in SQLite.</summary>
public sealed class SqliteOwnTokens(SqliteStore store) : IOwnTokens
{
    public Task<OwnToken?> FindAsync(WorkspaceId workspace, CancellationToken stop) =>
        store.ReadAsync(
            session => session.First(
                "SELECT workspace, sealed, user_name, saved_at FROM own_tokens WHERE workspace = ?1",
                row => new OwnToken(
                    new WorkspaceId(row.Id(0)), row.GetFieldValue<byte[]>(1), row.GetString(2), row.Instant(3)),
                workspace.Value),
            stop);

    public Task SaveAsync(OwnToken token, CancellationToken stop) =>
        store.WriteAsync(
            session => session.Execute(
                """
                INSERT INTO own_tokens (workspace, sealed, user_name, saved_at) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (workspace) DO UPDATE SET sealed = ?2, user_name = ?3, saved_at = ?4
                """,
                token.Workspace.Value, token.Sealed, token.User, token.SavedAt),
            stop);

    public Task<bool> RemoveAsync(WorkspaceId workspace, CancellationToken stop) =>
        store.WriteAsync(
            session => session.Execute("DELETE FROM own_tokens WHERE workspace = ?1", workspace.Value) == 1, stop);
}
