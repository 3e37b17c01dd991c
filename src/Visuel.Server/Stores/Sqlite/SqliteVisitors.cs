using System.Globalization;
using Visuel.Core.Accounts;

namespace Visuel.Server.Stores.Sqlite;

/// <summary>Visitors in SQLite.</summary>
public sealed class SqliteVisitors(SqliteStore store) : IVisitors
{
    public Task AddAsync(Workspace workspace, DateTimeOffset expiresAt, CancellationToken stop) =>
        store.WriteAsync(
            session =>
            {
                session.Execute(
                    "INSERT INTO workspaces (id, granted_plan, created_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
                    workspace.Id.Value, workspace.GrantedPlan, workspace.CreatedAt);
                return session.Execute(
                    "INSERT INTO visitors (workspace, expires_at) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                    workspace.Id.Value, expiresAt);
            },
            stop);

    public Task<IReadOnlyList<WorkspaceId>> ListExpiredAsync(DateTimeOffset now, int limit, CancellationToken stop) =>
        store.ReadAsync<IReadOnlyList<WorkspaceId>>(
            session => session.All(
                "SELECT workspace FROM visitors WHERE expires_at < ?1 ORDER BY expires_at LIMIT ?2",
                row => new WorkspaceId(row.Id(0)), now, limit),
            stop);

    public Task<bool> RemoveAsync(WorkspaceId workspace, CancellationToken stop) =>
        store.WriteAsync(
            session => session.Execute("DELETE FROM visitors WHERE workspace = ?1", workspace.Value) == 1
                && session.Execute("DELETE FROM workspaces WHERE id = ?1", workspace.Value) == 1,
            stop);

    public Task<ReadOnlyMemory<byte>> SaltAsync(DateOnly day, ReadOnlyMemory<byte> candidate, CancellationToken stop) =>
        store.WriteAsync(
            session =>
            {
                var name = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                session.Execute("DELETE FROM visitor_salts WHERE day <> ?1", name);
                session.Execute(
                    "INSERT INTO visitor_salts (day, salt) VALUES (?1, ?2) ON CONFLICT DO NOTHING", name, candidate);
                return new ReadOnlyMemory<byte>(session.First(
                    "SELECT salt FROM visitor_salts WHERE day = ?1", row => row.GetFieldValue<byte[]>(0), name));
            },
            stop);
}
