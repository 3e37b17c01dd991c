using Visuel.Core.Accounts;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>The sealed tokens of workspaces in MongoDB.</summary>
public sealed class MongoOwnTokens(MongoStore store) : IOwnTokens
{
    public Task<OwnToken?> FindAsync(WorkspaceId workspace, CancellationToken stop) =>
        store.RunAsync(
            async session => await session.FirstAsync("ownTokens", Bson.Of(("_id", workspace.Value))) is { } found
                ? new OwnToken(workspace, found["sealed"].AsByteArray, found.Text("userName"), found.Instant("savedAt"))
                : null,
            stop);

    public Task SaveAsync(OwnToken token, CancellationToken stop) =>
        store.RunAsync(
            session => session.PutAsync("ownTokens", Bson.Of(
                ("_id", token.Workspace.Value), ("sealed", token.Sealed), ("userName", token.User),
                ("savedAt", token.SavedAt))),
            stop);

    public Task<bool> RemoveAsync(WorkspaceId workspace, CancellationToken stop) =>
        store.RunAsync(
            async session => await session.DeleteAsync("ownTokens", Bson.Of(("_id", workspace.Value))) == 1, stop);
}
