using MongoDB.Driver;

namespace Visuel.Server.Tests.Adapters;

/// <summary>A database of its own on the server that <c>MONGODB_URI</c> names.</summary>
internal static class TestDatabase
{
    public static MongoUrl New() =>
        new MongoUrlBuilder(Servers.Required("MONGODB_URI")) { DatabaseName = $"visuel_test_{Guid.NewGuid():N}" }
            .ToMongoUrl();

    public static async Task DropAsync(MongoUrl database)
    {
        using var client = new MongoClient(database);
        await client.DropDatabaseAsync(database.DatabaseName, CancellationToken.None);
    }
}
