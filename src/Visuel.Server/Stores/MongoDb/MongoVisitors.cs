using System.Globalization;
using MongoDB.Bson;
using Visuel.Core.Accounts;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>Visitors in MongoDB.</summary>
public sealed class MongoVisitors(MongoStore store) : IVisitors
{
    public Task AddAsync(Workspace workspace, DateTimeOffset expiresAt, CancellationToken stop) =>
        store.WriteAsync(
            workspace.Id.Value,
            async session =>
            {
                if (!await session.HasAsync("workspaces", Bson.Of(("_id", workspace.Id.Value))))
                {
                    await session.InsertAsync("workspaces", MongoWorkspaces.Write(workspace));
                }

                var end = new BsonDocument("$setOnInsert", Bson.Of(("expiresAt", expiresAt)));
                return await session.UpdateAsync("visitors", Bson.Of(("_id", workspace.Id.Value)), end, adds: true);
            },
            stop);

    public Task<IReadOnlyList<WorkspaceId>> ListExpiredAsync(DateTimeOffset now, int limit, CancellationToken stop) =>
        store.RunAsync<IReadOnlyList<WorkspaceId>>(
            async session =>
            [
                .. (await session.ListAsync(
                    "visitors", Bson.Of(("expiresAt", Bson.Is("$lt", now))), Bson.Of(("expiresAt", 1)), limit))
                    .Select(visitor => new WorkspaceId(visitor.Id())),
            ],
            stop);

    public Task<bool> RemoveAsync(WorkspaceId workspace, CancellationToken stop) =>
        store.WriteAsync(
            workspace.Value,
            async session => await session.DeleteAsync("visitors", Bson.Of(("_id", workspace.Value))) == 1
                && await MongoWorkspaces.RemoveAsync(session, workspace),
            stop);

    public Task<ReadOnlyMemory<byte>> SaltAsync(DateOnly day, ReadOnlyMemory<byte> candidate, CancellationToken stop) =>
        store.WriteAsync(
            "salts",
            async session =>
            {
                var name = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                await session.DeleteAsync("salts", Bson.Of(("_id", Bson.Is("$ne", name))));
                await session.UpdateAsync(
                    "salts", Bson.Of(("_id", name)),
                    new BsonDocument("$setOnInsert", Bson.Of(("salt", candidate))), adds: true);
                return new ReadOnlyMemory<byte>(
                    (await session.FirstAsync("salts", Bson.Of(("_id", name))))!["salt"].AsByteArray);
            },
            stop);
}
