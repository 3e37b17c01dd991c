namespace Visuel.Core.Accounts;

/// <summary>Shows that something in a workspace was written, whichever process wrote it.</summary>
public interface IWorkspaceMarks
{
    /// <summary>A mark of each of these workspaces. Two marks of one workspace differ when an item, an image or a
    /// credit of the workspace was written between them. Now and then they differ without such a write.</summary>
    /// <param name="workspaces">Which; one that does not exist may be left out of the answer.</param>
    /// <param name="stop">Gives up.</param>
    Task<IReadOnlyDictionary<WorkspaceId, string>> ReadAsync(
        IReadOnlyCollection<WorkspaceId> workspaces, CancellationToken stop);
}
