using System.Text.Json.Nodes;
using MongoDB.Driver;
using Visuel.Core.Quota;
using Visuel.Server.Stores;
using Visuel.Server.Stores.Records;

namespace Visuel.Bench.Load.Scaling;

/// <summary>A database of so many workspaces, each with its account and the counts of this month. It goes when it is
/// disposed of, unless it is to be kept for the next run.</summary>
internal sealed class MongoWorkspaces : IAsyncDisposable
{
    private const int AtOnce = 2_000;
    private const int Writers = 4;

    private readonly MongoUrl url;
    private readonly bool keeps;

    private MongoWorkspaces(MongoUrl url, bool keeps) => (this.url, this.keeps) = (url, keeps);

    /// <summary>How it is opened.</summary>
    public StoreOptions Options => new("", url.ToString());

    /// <summary>One that was kept, or a new one.</summary>
    public static async Task<MongoWorkspaces> FindOrSeedAsync(string uri, int count, bool keeps, CancellationToken stop)
    {
        var own = new MongoUrlBuilder(uri) { DatabaseName = FormattableString.Invariant($"visuel_bench_{count}") }
            .ToMongoUrl();
        var made = new MongoWorkspaces(own, keeps);
        await using var records = StoreCatalog.OpenRecords(made.Options);
        if (await records.IsUnfinishedAsync(stop) || !await records.HasAccountsAsync(stop))
        {
            await records.BeginAsync(stop);
            await Parallel.ForEachAsync(
                Enumerable.Range(0, count).Chunk(AtOnce),
                new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = stop },
                async (numbers, cancelled) => await AddAsync(records, numbers, cancelled));
            await records.FinishAsync(stop);
            await Console.Error.WriteLineAsync(
                FormattableString.Invariant($"Seeded {count:N0} workspaces in MongoDB."));
        }

        // Read once, so that it is in the server's caches like that of a server in use.
        await foreach (var _ in records.ReadAsync(RecordKinds.Periods, stop))
        {
            // Having been read is all.
        }

        return made;
    }

    public async ValueTask DisposeAsync()
    {
        if (!keeps)
        {
            using var client = new MongoClient(url);
            await client.DropDatabaseAsync(url.DatabaseName);
        }
    }

    private static async Task AddAsync(IRecords records, int[] numbers, CancellationToken stop)
    {
        var now = TimeProvider.System.GetUtcNow();
        var (at, period) = (now.ToUnixTimeMilliseconds(), Period.Of(now).ToString());
        var ids = numbers.Select(number =>
            (Number: number, Account: Guid.CreateVersion7().ToString(), Workspace: Guid.CreateVersion7().ToString()))
            .ToList();
        await records.AddAsync(RecordKinds.Workspaces, [.. ids.Select(
            id => new JsonObject { ["id"] = id.Workspace, ["grantedPlan"] = "enterprise", ["createdAt"] = at })], stop);
        await records.AddAsync(RecordKinds.Accounts, [.. ids.Select(id => new JsonObject
        {
            ["id"] = id.Account, ["email"] = $"person-{id.Number}@example.com",
            ["normalizedEmail"] = $"PERSON-{id.Number}@EXAMPLE.COM", ["role"] = "user", ["workspace"] = id.Workspace,
            ["timeZone"] = "Europe/Paris", ["passwordHash"] = "no password opens this", ["securityStamp"] = id.Account,
            ["createdAt"] = at,
        })], stop);
        await records.AddAsync(
            RecordKinds.Periods, [.. ids.Select(id => new JsonObject
            {
                ["workspace"] = id.Workspace,
                ["period"] = period,
                ["used"] = id.Number % 50L,
                ["held"] = 0L,
            })], stop);
    }
}
