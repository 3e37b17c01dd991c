using System.Globalization;
using Visuel.Core.Accounts;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>The marks of workspaces in MongoDB: how many transactions there were on each. Each transaction counts
/// itself on its lock already, so nothing more is written.</summary>
public sealed class MongoWorkspaceMarks(MongoStore store) : IWorkspaceMarks
{
    public async Task<IReadOnlyDictionary<WorkspaceId, string>> ReadAsync(
        IReadOnlyCollection<WorkspaceId> workspaces, CancellationToken stop)
    {
        var turns = await store.CountTurnsAsync([.. workspaces.Select(workspace => workspace.Value)], stop);
        return turns.ToDictionary(
            count => new WorkspaceId(count.Key), count => count.Value.ToString(CultureInfo.InvariantCulture));
    }
}
