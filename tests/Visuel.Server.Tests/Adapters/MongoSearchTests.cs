using MongoDB.Bson;
using MongoDB.Driver;
using Visuel.Core.Accounts;
using Visuel.Core.Calendar;
using Visuel.Server.Stores.MongoDb;
using Visuel.Server.Tests.Contracts;

namespace Visuel.Server.Tests.Adapters;

public sealed class MongoSearchTests : SearchContract
{
    [Fact]
    public async Task Several_nodes_fold_what_an_older_program_wrote_and_one_goes_on_where_another_stopped()
    {
        var database = TestDatabase.New();
        var workspace = new WorkspaceId(Some.NextId());
        var stores = Enumerable.Range(0, 3).Select(_ => new MongoStore(database.ToString())).ToList();
        using var client = new MongoClient(database);
        var contents = client.GetDatabase(database.DatabaseName).GetCollection<BsonDocument>("contents");
        await contents.InsertManyAsync(
            Enumerable.Range(0, 1700).Select(number => Item(workspace, $"École {number}")), cancellationToken: Stop);

        // Meanwhile, what was not folded is found by its words as they are typed.
        Assert.Equal(50, await CountAsync(stores[0], workspace, "école"));
        Assert.Equal(TimeSpan.Zero, await new MongoOlderTexts(stores[0]).FoldSomeAsync(Some.Now, Stop));
        var folded = Builders<BsonDocument>.Filter.Exists("searchText");
        Assert.Equal(500, await contents.CountDocumentsAsync(folded, cancellationToken: Stop));
        await Task.WhenAll(stores.Select(store => Task.Run(() => MongoUnderTest.FoldAsync(store, Some.Now))));
        Assert.Equal(1700, await contents.CountDocumentsAsync(folded, cancellationToken: Stop));
        Assert.Equal(12, await CountAsync(stores[1], workspace, "ECOLE 169"));

        // An older node that still runs adds one and changes another. A day later both are folded.
        await contents.InsertOneAsync(Item(workspace, "Noël"), cancellationToken: Stop);
        await contents.UpdateOneAsync(
            new BsonDocument("title", "École 1699"),
            new BsonDocument("$set", new BsonDocument("title", "Vœux")),
            cancellationToken: Stop);
        Assert.Equal(1, await CountAsync(stores[2], workspace, "noël"));
        Assert.Equal(0, await CountAsync(stores[2], workspace, "noel"));
        Assert.True(await MongoUnderTest.FoldAsync(stores[2], Some.Now.AddHours(23)) == TimeSpan.FromHours(1));
        Assert.Null(await MongoUnderTest.FoldAsync(stores[2], Some.Now.AddDays(1)));
        Assert.Equal(1, await CountAsync(stores[0], workspace, "noel"));
        Assert.Equal(1, await CountAsync(stores[0], workspace, "voeux"));
        stores.ForEach(store => store.Dispose());
        await TestDatabase.DropAsync(database);
    }

    [Fact]
    public async Task Texts_that_the_program_before_folded_by_fewer_rules_are_folded_anew()
    {
        var database = TestDatabase.New();
        var workspace = new WorkspaceId(Some.NextId());
        using var store = new MongoStore(database.ToString());
        using var client = new MongoClient(database);
        var older = client.GetDatabase(database.DatabaseName);
        await older.GetCollection<BsonDocument>("schema").InsertOneAsync(
            Bson.Of(
                ("_id", "search texts 1"), ("begunAt", Some.Now), ("times", 2), ("kind", 0), ("after", "")),
            cancellationToken: Stop);
        var item = Item(workspace, "Numéro n°5").Add("searchText", "numero n°5");
        await older.GetCollection<BsonDocument>("contents").InsertOneAsync(item, cancellationToken: Stop);

        await MongoUnderTest.FoldAsync(store, Some.Now);
        Assert.Equal(1, await CountAsync(store, workspace, "nº5"));
        await TestDatabase.DropAsync(database);
    }

    protected override Task<StoreUnderTest> OpenAsync() => MongoUnderTest.OpenAsync();

    private static async Task<int> CountAsync(MongoStore store, WorkspaceId workspace, string words)
    {
        var query = new ContentQuery(null, null, null, null, null, words, null, 50);
        return (await new MongoContents(store).ListAsync(workspace, query, Stop)).Items.Count;
    }

    // As a node of the program before this one wrote it.
    private static BsonDocument Item(WorkspaceId workspace, string title) => Bson.Of(
        ("_id", Some.NextId()), ("workspace", workspace.Value), ("version", 1), ("createdAt", Some.Now),
        ("updatedAt", Some.Now), ("type", "article"), ("title", title), ("description", null), ("scheduledAt", null),
        ("sortAt", long.MaxValue), ("timeZone", "UTC"), ("allDay", false), ("channel", null), ("status", "draft"),
        ("cover", null));
}
