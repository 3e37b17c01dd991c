using MongoDB.Bson;
using MongoDB.Driver;
using Visuel.Core;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>The indexes, and the number of the schema. Nodes may start at once:
/// making an index that is there changes nothing.</summary>
internal static class MongoSchema
{
    /// <summary>Grows with each change that an older program cannot work with.</summary>
    public const int Version = 3;

    private const string UnfinishedCopy = "unfinished copy";

    private static readonly (string Collection, string[] Fields, bool Unique)[] Indexes =
    [
        ("accounts", ["normalizedEmail"], true),
        ("accounts", ["workspace"], false),
        ("signIns", ["hash"], true),
        ("signIns", ["account", "_id"], false),
        ("signIns", ["expiresAt"], false),
        ("contents", ["workspace", "sortAt", "_id"], false),
        ("images", ["generation"], true),
        ("images", ["workspace", "_id"], false),
        ("images", ["workspace", "cacheKey", "_id"], false),
        ("links", ["content"], false),
        ("links", ["image"], false),
        ("credits", ["state", "leaseUntil"], false),
        ("credits", ["workspace", "period", "_id"], false),
        ("generations", ["state", "leader", "workspace", "_id"], false),
        ("generations", ["workspace", "startedAt"], false),
        ("generations", ["workspace", "shareKey"], false),
        ("generations", ["leader"], false),
        ("generations", ["finishedAt"], false),
        ("requestKeys", ["createdAt"], false),
        ("requestKeys", ["workspace"], false),
        ("apiKeys", ["hash"], true),
        ("apiKeys", ["workspace", "_id"], false),
        ("apiKeys", ["account"], false),
        ("summaries", ["workspace", "period"], true),
        ("audit", ["subject", "_id"], false),
        ("audit", ["action", "_id"], false),
        ("resets", ["tokenHash"], true),
        ("visitors", ["expiresAt"], false),
        ("publicCopies", ["dueAt"], false),
        ("publicCopies", ["workspace"], false),
        ("credits", ["period", "supplier", "plan"], false),
        ("customers", ["customer"], false),
        ("customers", ["dueAt"], false),
        ("invoices", ["workspace", "createdAt"], false),
        ("invoices", ["paidAt"], false),
        ("paymentEvents", ["dueAt"], false),
        ("paymentEvents", ["state", "receivedAt"], false),
        ("paymentEvents", ["receivedAt"], false),
    ];

    public static void Apply(IMongoDatabase database)
    {
        var hello = database.RunCommand<BsonDocument>(new BsonDocument("hello", 1));
        if (!hello.Contains("setName") && hello.GetValue("msg", "").AsString != "isdbgrid")
        {
            throw new StoreUnavailableException(
                "This MongoDB is a single server without transactions: start it as a replica set, which may have one " +
                "member.");
        }

        var schema = database.GetCollection<BsonDocument>("schema");
        var known = schema.FindOneAndUpdate(
            Bson.Of(("_id", "version")), new BsonDocument("$max", Bson.Of(("number", Version))),
            new FindOneAndUpdateOptions<BsonDocument> { IsUpsert = true, ReturnDocument = ReturnDocument.After });
        if (known.Number("number") > Version)
        {
            throw new StoreUnavailableException(
                $"The database has schema {known.Number("number")}, newer than this program's {Version}. Start the " +
                "newer program, or restore a backup.");
        }

        ForgetSignedTokens(database);
        ForgetWrongPasswords(database);
        foreach (var ofCollection in Indexes.GroupBy(index => index.Collection))
        {
            database.GetCollection<BsonDocument>(ofCollection.Key).Indexes
                .CreateMany(ofCollection.Select(index => new CreateIndexModel<BsonDocument>(
                    new BsonDocument(index.Fields.Select(field => new BsonElement(field, 1))),
                    new CreateIndexOptions { Unique = index.Unique })));
        }

        // A collection cannot be made inside a transaction everywhere: all are there before the first.
        var there = database.ListCollectionNames().ToList();
        foreach (var name in ((string[])["workspaces", "locks", "periods", "periodChanges", "runs",
            "erasures", "salts", "ownTokens", "brands", "publications", "prices", "secrets", "keyRing"]).Except(there))
        {
            Make(database, name);
        }
    }

    /// <summary>Whether everything is being copied into this database:
    /// half an installation is not to be served.</summary>
    public static bool IsUnfinished(IMongoDatabase database) =>
        database.GetCollection<BsonDocument>("schema").CountDocuments(Bson.Of(("_id", UnfinishedCopy))) > 0;

    public static void Mark(IMongoDatabase database, bool isUnfinished)
    {
        var (schema, mark) = (database.GetCollection<BsonDocument>("schema"), Bson.Of(("_id", UnfinishedCopy)));
        if (isUnfinished)
        {
            schema.ReplaceOne(mark, mark, new ReplaceOptions { IsUpsert = true });
        }
        else
        {
            schema.DeleteOne(mark);
        }
    }

    // Until version 2 a session was named by a signed token. Nobody reads such tokens any more: the sessions go, and
    // the key that signed them.
    private static void ForgetSignedTokens(IMongoDatabase database)
    {
        database.DropCollection("sessions");
        database.GetCollection<BsonDocument>("secrets").DeleteOne(Bson.Of(("_id", "token-key")));
    }

    // Until version 3 an account had the number of wrong passwords, which is counted in memory now.
    private static void ForgetWrongPasswords(IMongoDatabase database) =>
        database.GetCollection<BsonDocument>("accounts").UpdateMany(
            Bson.Of(("failedSignIns", Bson.Is("$exists", true))),
            new BsonDocument("$unset", Bson.Of(("failedSignIns", 1), ("lockedUntil", 1))));

    private static void Make(IMongoDatabase database, string name)
    {
        try
        {
            database.CreateCollection(name);
        }
        catch (MongoCommandException error) when (error.Code == 48)
        {
            // Another node made it first.
        }
    }
}
