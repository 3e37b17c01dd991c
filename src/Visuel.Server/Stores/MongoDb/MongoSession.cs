using System.Text.RegularExpressions;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>The collections, read and written within a transaction or outside one.</summary>
public sealed class MongoSession(IMongoDatabase database, IClientSessionHandle? transaction)
{
    /// <summary>A text that contains these words, letters of either case alike.</summary>
    public static BsonRegularExpression Containing(string words) => new(Regex.Escape(words), "i");

    /// <summary>The first document, or null.</summary>
    public async Task<BsonDocument?> FirstAsync(string collection, BsonDocument filter, BsonDocument? sort = null)
    {
        var found = await ListAsync(collection, filter, sort, 1);
        return found.Count > 0 ? found[0] : null;
    }

    /// <summary>The documents, at most <paramref name="limit"/>.</summary>
    public async Task<IReadOnlyList<BsonDocument>> ListAsync(string collection, BsonDocument filter, BsonDocument? sort = null, int? limit = null)
    {
        var options = new FindOptions<BsonDocument> { Sort = sort, Limit = limit };
        using var cursor = transaction is null
            ? await In(collection).FindAsync(filter, options)
            : await In(collection).FindAsync(transaction, filter, options);
        return await cursor.ToListAsync();
    }

    /// <summary>What a pipeline makes of a collection.</summary>
    public async Task<IReadOnlyList<BsonDocument>> AggregateAsync(string collection, params BsonDocument[] stages)
    {
        var pipeline = PipelineDefinition<BsonDocument, BsonDocument>.Create(stages);
        using var cursor = transaction is null
            ? await In(collection).AggregateAsync(pipeline)
            : await In(collection).AggregateAsync(transaction, pipeline);
        return await cursor.ToListAsync();
    }

    /// <summary>Whether there is such a document.</summary>
    public async Task<bool> HasAsync(string collection, BsonDocument filter) => await FirstAsync(collection, filter) is not null;

    /// <summary>How many there are, counted up to <paramref name="limit"/>.</summary>
    public Task<long> CountAsync(string collection, BsonDocument filter, long? limit = null)
    {
        var options = new CountOptions { Limit = limit };
        return transaction is null
            ? In(collection).CountDocumentsAsync(filter, options)
            : In(collection).CountDocumentsAsync(transaction, filter, options);
    }

    /// <summary>Adds a document.</summary>
    public Task InsertAsync(string collection, BsonDocument document) => transaction is null
        ? In(collection).InsertOneAsync(document)
        : In(collection).InsertOneAsync(transaction, document);

    /// <summary>Puts a document in place of the one of its id, or adds it.</summary>
    public Task PutAsync(string collection, BsonDocument document)
    {
        var filter = Bson.Of(("_id", document["_id"]));
        var options = new ReplaceOptions { IsUpsert = true };
        return transaction is null
            ? In(collection).ReplaceOneAsync(filter, document, options)
            : In(collection).ReplaceOneAsync(transaction, filter, document, options);
    }

    /// <summary>Sets fields of one document. False when none is as the filter says.</summary>
    public async Task<bool> SetAsync(string collection, BsonDocument filter, params (string Name, object? Value)[] fields) =>
        await UpdateAsync(collection, filter, new BsonDocument("$set", Bson.Of(fields))) == 1;

    /// <summary>Changes one document. How many are as the filter says: 1 or 0.</summary>
    public async Task<long> UpdateAsync(string collection, BsonDocument filter, BsonDocument update, bool adds = false)
    {
        var options = new UpdateOptions { IsUpsert = adds };
        var result = transaction is null
            ? await In(collection).UpdateOneAsync(filter, update, options)
            : await In(collection).UpdateOneAsync(transaction, filter, update, options);
        return result.MatchedCount;
    }

    /// <summary>Changes all documents that are as the filter says.</summary>
    public Task UpdateAllAsync(string collection, BsonDocument filter, BsonDocument update) => transaction is null
        ? In(collection).UpdateManyAsync(filter, update)
        : In(collection).UpdateManyAsync(transaction, filter, update);

    /// <summary>Changes one document by a pipeline and gives what it is then, or null when there is none.</summary>
    public async Task<BsonDocument?> ChangeAsync(string collection, BsonDocument filter, UpdateDefinition<BsonDocument> update)
    {
        var options = new FindOneAndUpdateOptions<BsonDocument> { ReturnDocument = ReturnDocument.After };
        return transaction is null
            ? await In(collection).FindOneAndUpdateAsync(filter, update, options)
            : await In(collection).FindOneAndUpdateAsync(transaction, filter, update, options);
    }

    /// <summary>Removes what is as the filter says. How many.</summary>
    public async Task<int> DeleteAsync(string collection, BsonDocument filter)
    {
        var result = transaction is null ? await In(collection).DeleteManyAsync(filter) : await In(collection).DeleteManyAsync(transaction, filter);
        return (int)result.DeletedCount;
    }

    private IMongoCollection<BsonDocument> In(string collection) => database.GetCollection<BsonDocument>(collection);
}
