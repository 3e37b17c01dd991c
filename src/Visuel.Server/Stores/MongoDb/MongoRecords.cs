using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using MongoDB.Bson;
using MongoDB.Driver;
using Visuel.Core;
using Visuel.Server.Stores.Records;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>All records of the database. They are read page by page, so nodes that write meanwhile are read as they
/// are at each page.</summary>
internal sealed class MongoRecords : IRecords
{
    private const int PageSize = 500;

    private readonly MongoStore store;

    /// <summary>Connects, and brings the indexes up to date.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be used.</exception>
    public MongoRecords(string uri)
    {
        var url = new MongoUrl(uri);
        Name = $"MongoDB {url.DatabaseName ?? "visuel"} at {string.Join(", ", url.Servers)}";
        store = new MongoStore(uri, mayBeUnfinished: true);
    }

    public string Name { get; }

    public Task<bool> HasAccountsAsync(CancellationToken stop) =>
        store.RunAsync(session => session.HasAsync("accounts", []), stop);

    public Task<bool> IsUnfinishedAsync(CancellationToken stop) => Task.FromResult(store.IsUnfinished());

    public async IAsyncEnumerable<JsonObject> ReadAsync(
        RecordKind kind, [EnumeratorCancellation] CancellationToken stop)
    {
        BsonValue last = BsonMinKey.Value;
        IReadOnlyList<BsonDocument> page;
        do
        {
            var after = last.IsString ? Bson.Of(("_id", Bson.Is("$gt", last))) : [];
            page = await store.RunAsync(
                session => session.ListAsync(kind.Name, after, Bson.Of(("_id", 1)), PageSize), stop);
            foreach (var document in page)
            {
                yield return MongoRecordShape.ToRecord(kind, document);
                last = document["_id"];
            }
        }
        while (page.Count == PageSize);
    }

    public Task BeginAsync(CancellationToken stop)
    {
        store.Empty(RecordKinds.All.Select(kind => kind.Name));
        return Task.CompletedTask;
    }

    public Task AddAsync(RecordKind kind, IReadOnlyList<JsonObject> records, CancellationToken stop) =>
        store.RunAsync(session => session.InsertAllAsync(
            kind.Name, [.. records.Select(record => MongoRecordShape.ToDocument(kind, record))]), stop);

    public Task FinishAsync(CancellationToken stop)
    {
        store.Finish();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        store.Dispose();
        return ValueTask.CompletedTask;
    }
}
