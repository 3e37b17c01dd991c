using MongoDB.Bson;
using MongoDB.Driver;
using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Core.Quota;
using Visuel.Server.Stores.MongoDb;
using Visuel.Server.Tests.Contracts;

namespace Visuel.Server.Tests.Adapters;

/// <summary>What several nodes do to one database.</summary>
public sealed class MongoServerTests : IAsyncDisposable
{
    private readonly MongoUrl url = TestDatabase.New();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nodes_may_start_at_once_and_sell_no_credit_twice()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(Open)));
        var workspace = new WorkspaceId(Guid.CreateVersion7());
        var held = await Task.WhenAll(Enumerable.Range(0, 90).Select(number => Task.Run(() =>
            new MongoGenerations(stores[number % stores.Length]).StartAsync(
                Some.Start(Some.Hold(workspace)), 30, null, Stop))));
        Assert.Equal(30, held.Count(outcome => outcome is StartOutcome.Started));
        Assert.Equal(30, (await new MongoQuota(stores[0]).ReadAsync(workspace, Period.Of(Some.Now), Stop)).Held);
        Array.ForEach(stores, store => store.Dispose());
    }

    [Fact]
    public async Task Nodes_share_the_archive_of_a_month_and_look_at_each_part_once()
    {
        using var one = Open();
        using var two = Open();
        var workspaces = new List<WorkspaceId>();
        for (var number = 0; number < 20; number++)
        {
            var (account, workspace) = Some.Account($"account{number}");
            await new MongoAccounts(one).RegisterAsync(account, workspace, "enterprise", mayOwn: true, Stop);
            var hold = Some.Hold(workspace.Id);
            var (image, generations) = (Some.Image(workspace.Id, hold.Generation), new MongoGenerations(two));
            await generations.StartAsync(Some.Start(hold), null, Some.Claim("0"), Stop);
            Assert.True(await generations.BeginSavingAsync(hold.Generation, "0", image.Id, Stop));
            await new MongoLibrary(two).KeepAsync(image, null, evenIfLate: false, Some.Now, Stop);
            workspaces.Add(workspace.Id);
        }

        var next = new Period(2026, 12);
        var archived = await Task.WhenAll(new[] { one, two }.Select(store => Task.Run(async () =>
        {
            var sum = 0;
            while (await new MongoPeriodArchive(store).ArchiveAsync(next, 3, Some.Now, Stop) is > 0 and var count)
            {
                sum += count;
            }

            return sum;
        })));

        Assert.Equal(20, archived.Sum());
        foreach (var workspace in workspaces)
        {
            Assert.Equal(1, Assert.Single(await new MongoPeriodArchive(one).ListAsync(workspace, next, 10, Stop)).Used);
        }
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused()
    {
        Open().Dispose();
        using (var client = new MongoClient(url))
        {
            await client.GetDatabase(url.DatabaseName).GetCollection<BsonDocument>("schema")
                .UpdateOneAsync(
                    new BsonDocument("_id", "version"), new BsonDocument("$set", new BsonDocument("number", 9999)),
                    cancellationToken: Stop);
        }

        var refusal = Assert.Throws<StoreUnavailableException>(Open);
        Assert.Contains("newer", refusal.Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync() => await TestDatabase.DropAsync(url);

    private MongoStore Open() => new(url.ToString());
}
