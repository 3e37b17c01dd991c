using Visuel.Core.Accounts;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>The looks of workspaces in MongoDB.</summary>
public sealed class MongoBrands(MongoStore store) : IBrands
{
    public Task<Brand?> FindAsync(WorkspaceId workspace, CancellationToken stop) =>
        store.RunAsync(
            async session => await session.FirstAsync("brands", Bson.Of(("_id", workspace.Value))) is { } found
                ? new Brand(found.TextOrNull("main"), found.TextOrNull("accent"), found["logo"].AsByteArray)
                : null,
            stop);

    public Task SaveAsync(WorkspaceId workspace, Brand brand, CancellationToken stop) =>
        store.RunAsync(
            session => session.PutAsync("brands", Bson.Of(
                ("_id", workspace.Value), ("main", brand.Main), ("accent", brand.Accent), ("logo", brand.Logo))),
            stop);

    public Task<bool> RemoveAsync(WorkspaceId workspace, CancellationToken stop) =>
        store.RunAsync(
            async session => await session.DeleteAsync("brands", Bson.Of(("_id", workspace.Value))) == 1, stop);
}
