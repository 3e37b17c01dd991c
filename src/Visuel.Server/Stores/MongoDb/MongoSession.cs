using MongoDB.Bson;
using MongoDB.Driver;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>The collections, read and written within the handle's transaction,
/// or outside one where it has none.</summary>
public sealed class MongoSession(IMongoDatabase database, IClientSessionHandle handle)
{
    /// <summary>The first document, or null.</summary>
    public async Task<BsonDocument?> FirstAsync(string collection, BsonDocument filter, BsonDocument? sort = null)
    {
        var found = await ListAsync(collection, filter, sort, 1);
        return found.Count > 0 ? found[0] : null;
    }

    /// <summary>The documents, at most <paramref name="limit"/>.</summary>
    public async Task<IReadOnlyList<BsonDocument>> ListAsync(
        string collection, BsonDocument filter, BsonDocument? sort = null, int? limit = null)
    {
        var options = new FindOptions<BsonDocument> { Sort = sort, Limit = limit };
        using var cursor = await In(collection).FindAsync(handle, filter, options);
        return await cursor.ToListAsync();
    }

    /// <summary>What a pipeline makes of a collection.</summary>
    public async Task<IReadOnlyList<BsonDocument>> AggregateAsync(string collection, params BsonDocument[] stages)
    {
        using var cursor = await In(
            collection).AggregateAsync(handle, PipelineDefinition<BsonDocument, BsonDocument>.Create(stages));
        return await cursor.ToListAsync();
    }

    /// <summary>Whether there is such a document.</summary>
    public async Task<bool> HasAsync(string collection, BsonDocument filter) =>
        await FirstAsync(collection, filter) is not null;

    /// <summary>How many there are, counted up to <paramref name="limit"/>.</summary>
    public Task<long> CountAsync(string collection, BsonDocument filter, long? limit = null) =>
        In(collection).CountDocumentsAsync(handle, filter, new CountOptions { Limit = limit });

    /// <summary>Adds a document.</summary>
    public Task InsertAsync(string collection, BsonDocument document) =>
        In(collection).InsertOneAsync(handle, document);

    /// <summary>Adds documents, in whatever order.</summary>
    public Task InsertAllAsync(string collection, IReadOnlyList<BsonDocument> documents) =>
        In(collection).InsertManyAsync(handle, documents, new InsertManyOptions { IsOrdered = false });

    /// <summary>Puts a document in place of the one of its id, or adds it.</summary>
    public Task PutAsync(string collection, BsonDocument document) =>
        In(collection).ReplaceOneAsync(
            handle, Bson.Of(("_id", document["_id"])), document, new ReplaceOptions { IsUpsert = true });

    /// <summary>Sets fields of one document. False when none is as the filter says.</summary>
    public async Task<bool> SetAsync(
        string collection, BsonDocument filter, params (string Name, object? Value)[] fields) =>
        await UpdateAsync(collection, filter, new BsonDocument("$set", Bson.Of(fields))) == 1;

    /// <summary>Changes one document. How many are as the filter says: 1 or 0.</summary>
    public async Task<long> UpdateAsync(string collection, BsonDocument filter, BsonDocument update, bool adds = false)
    {
        var result = await In(collection).UpdateOneAsync(handle, filter, update, new UpdateOptions { IsUpsert = adds });
        return result.MatchedCount;
    }

    /// <summary>Makes several changes, each to one document, in whatever order.</summary>
    public Task UpdateEachAsync(string collection, IReadOnlyList<(BsonDocument Filter, BsonDocument Update)> changes) =>
        In(collection).BulkWriteAsync(
            handle,
            changes.Select(change => new UpdateOneModel<BsonDocument>(change.Filter, change.Update)),
            new BulkWriteOptions { IsOrdered = false });

    /// <summary>Changes all documents that are as the filter says.</summary>
    public Task UpdateAllAsync(string collection, BsonDocument filter, BsonDocument update) =>
        In(collection).UpdateManyAsync(handle, filter, update);

    /// <summary>Changes one document by a pipeline and gives what it is then, or null when there is none.</summary>
    public async Task<BsonDocument?> ChangeAsync(
        string collection, BsonDocument filter, UpdateDefinition<BsonDocument> update) =>
        await In(collection).FindOneAndUpdateAsync(handle, filter, update, new FindOneAndUpdateOptions<BsonDocument>
        {
            ReturnDocument = ReturnDocument.After,
        });

    /// <summary>Removes what is as the filter says. How many.</summary>
    public async Task<int> DeleteAsync(string collection, BsonDocument filter)
    {
        var result = await In(collection).DeleteManyAsync(handle, filter);
        return (int)result.DeletedCount;
    }

    private IMongoCollection<BsonDocument> In(string collection) => database.GetCollection<BsonDocument>(collection);
}
