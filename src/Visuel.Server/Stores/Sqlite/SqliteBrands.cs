using Visuel.Core.Accounts;

namespace Visuel.Server.Stores.Sqlite;

/// <summary>The looks of workspaces in SQLite.</summary>
public sealed class SqliteBrands(SqliteStore store) : IBrands
{
    public Task<Brand?> FindAsync(WorkspaceId workspace, CancellationToken stop) =>
        store.ReadAsync(
            session => session.First(
                "SELECT main, accent, logo FROM brands WHERE workspace = ?1",
                row => new Brand(row.TextOrNull(0), row.TextOrNull(1), row.GetFieldValue<byte[]>(2)),
                workspace.Value),
            stop);

    public Task SaveAsync(WorkspaceId workspace, Brand brand, CancellationToken stop) =>
        store.WriteAsync(
            session => session.Execute(
                """
                INSERT INTO brands (workspace, main, accent, logo) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (workspace) DO UPDATE SET main = ?2, accent = ?3, logo = ?4
                """,
                workspace.Value, brand.Main, brand.Accent, brand.Logo),
            stop);

    public Task<bool> RemoveAsync(WorkspaceId workspace, CancellationToken stop) =>
        store.WriteAsync(
            session => session.Execute("DELETE FROM brands WHERE workspace = ?1", workspace.Value) == 1, stop);
}
