using System.Text.Json;
using Visuel.Core.Accounts;

namespace Visuel.Server.Stores.Sqlite;

/// <summary>The marks of workspaces in SQLite: the count that triggers keep (0016-changes.sql), the newest image, and
/// the credits, which every start and every end of a drawing changes.
/// Keeping an image writes nothing more for it.</summary>
public sealed class SqliteWorkspaceMarks(SqliteStore store) : IWorkspaceMarks
{
    public Task<IReadOnlyDictionary<WorkspaceId, string>> ReadAsync(
        IReadOnlyCollection<WorkspaceId> workspaces, CancellationToken stop) =>
        store.ReadAsync<IReadOnlyDictionary<WorkspaceId, string>>(
            session => session.All(
                """
                SELECT id, changes || ' ' || coalesce((SELECT max(i.id) FROM images i WHERE i.workspace = w.id), '')
                    || ' ' || coalesce((SELECT sum(used) || ' ' || sum(held) FROM periods p WHERE p.workspace = w.id),
                        '')
                FROM workspaces w WHERE id IN (SELECT value FROM json_each(?1))
                """,
                row => (Workspace: new WorkspaceId(row.Id(0)), Mark: row.GetString(1)),
                JsonSerializer.Serialize(workspaces.Select(workspace => workspace.Value)))
                .ToDictionary(row => row.Workspace, row => row.Mark),
            stop);
}
