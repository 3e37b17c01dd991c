using MongoDB.Bson;
using Visuel.Core;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>The installation's secrets in MongoDB.</summary>
public sealed class MongoSecrets(MongoStore store) : ISecrets
{
    public Task<ReadOnlyMemory<byte>> GetOrAddAsync(
        string name, ReadOnlyMemory<byte> candidate, CancellationToken stop) =>
        store.WriteAsync(
            $"secret {name}",
            async session =>
            {
                await session.UpdateAsync(
                    "secrets", Bson.Of(("_id", name)),
                    new BsonDocument("$setOnInsert", Bson.Of(("value", candidate))), adds: true);
                return new ReadOnlyMemory<byte>(
                    (await session.FirstAsync("secrets", Bson.Of(("_id", name))))!["value"].AsByteArray);
            },
            stop);
}
