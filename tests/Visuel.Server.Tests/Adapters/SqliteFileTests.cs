using Microsoft.Data.Sqlite;
using Visuel.Core;
using Visuel.Server.Stores.Sqlite;
using Visuel.Server.Tests.Contracts;

namespace Visuel.Server.Tests.Adapters;

public sealed class SqliteFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string FilePath => Path.Combine(folder.Path, "visuel.db");

    [Fact]
    public async Task A_file_of_a_newer_program_is_refused_with_the_reason()
    {
        await using (var store = new SqliteStore(FilePath))
        {
            await store.WriteAsync(session => session.Execute("PRAGMA user_version = 9999"), Stop);
        }

        var refusal = Assert.Throws<StoreUnavailableException>(() => new SqliteStore(FilePath));
        Assert.Contains("newer", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        File.WriteAllText(FilePath, new string('x', 5000));
        Assert.Throws<StoreUnavailableException>(() => new SqliteStore(FilePath));
    }

    [Fact]
    public async Task A_plan_of_another_version_that_cannot_be_read_does_not_hold_up_the_queue()
    {
        await using var store = new SqliteStore(FilePath);
        var generations = new SqliteGenerations(store);
        var (broken, sound) = (Some.Hold(new Core.Accounts.WorkspaceId(Some.NextId())), Some.Hold(
            new Core.Accounts.WorkspaceId(Some.NextId())));
        await generations.StartAsync(Some.Start(broken), null, null, Stop);
        await generations.StartAsync(Some.Start(sound), null, null, Stop);
        await store.WriteAsync(session => session.Execute(
            "UPDATE generations SET plan = '{\"Request\":7}' WHERE id = ?1", broken.Generation.Value), Stop);
        var first = await generations.ClaimAsync(Some.Claim("0"), Stop);
        Assert.Equal((broken.Generation, null), (first!.Id, first.Plan));
        Assert.NotNull((await generations.ClaimAsync(Some.Claim("0"), Stop))!.Plan);
    }

    [Fact]
    public async Task Two_processes_may_start_on_one_file_at_once()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new SqliteStore(FilePath))));
        var generations = stores.Select(store => new SqliteGenerations(store)).ToArray();
        var workspace = new Core.Accounts.WorkspaceId(Guid.CreateVersion7());
        var held = await Task.WhenAll(Enumerable.Range(0, 100).Select(number =>
            Task.Run(() => generations[number % generations.Length].StartAsync(
                Some.Start(Some.Hold(workspace)), 30, null, Stop))));
        Assert.Equal(30, held.Count(outcome => outcome is Core.Generation.StartOutcome.Started));
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task Two_processes_share_the_archive_of_a_month()
    {
        await using var one = new SqliteStore(FilePath);
        await using var two = new SqliteStore(FilePath);
        var (accounts, generations, library) = (
            new SqliteAccounts(one), new SqliteGenerations(two), new SqliteLibrary(two));
        for (var number = 0; number < 60; number++)
        {
            var (account, workspace) = Some.Account($"account{number}");
            await accounts.RegisterAsync(account, workspace, "enterprise", mayOwn: true, Stop);
            var hold = Some.Hold(workspace.Id);
            var image = Some.Image(workspace.Id, hold.Generation);
            await generations.StartAsync(Some.Start(hold), null, Some.Claim("0"), Stop);
            Assert.True(await generations.BeginSavingAsync(hold.Generation, "0", image.Id, Stop));
            await library.KeepAsync(image, null, evenIfLate: false, Some.Now, Stop);
        }

        var archived = await Task.WhenAll(new[] { one, two }.Select(store => Task.Run(async () =>
        {
            var sum = 0;
            while (await new SqlitePeriodArchive(store).ArchiveAsync(
                new Core.Quota.Period(2026, 12), 3, Some.Now, Stop) is > 0 and var count)
            {
                sum += count;
            }

            return sum;
        })));

        Assert.Equal(60, archived.Sum());
        Assert.Equal(60, await one.ReadAsync(
            session => session.First("SELECT count(*) FROM period_summaries WHERE used = 1", row => row.GetInt32(0)),
            Stop));
    }

    [Fact]
    public async Task A_write_that_fails_does_not_take_those_beside_it_along()
    {
        await using var store = new SqliteStore(FilePath);
        var writes = Enumerable.Range(0, 60).Select(number => store.WriteAsync(
            session =>
            {
                session.Execute(
                    "INSERT INTO secrets (name, value) VALUES (?1, ?2)", $"{number}", new ReadOnlyMemory<byte>([1]));
                return number % 3 == 0 ? throw new InvalidOperationException("mine alone") : number;
            },
            Stop)).ToArray();
        foreach (var (write, number) in writes.Select((write, number) => (write, number)))
        {
            if (number % 3 == 0)
            {
                await Assert.ThrowsAsync<InvalidOperationException>(() => write);
            }
            else
            {
                Assert.Equal(number, await write);
            }
        }

        Assert.Equal(40, await store.ReadAsync(
            session => session.First("SELECT count(*) FROM secrets", row => row.GetInt32(0)), Stop));
    }

    [Fact]
    public async Task A_broken_constraint_is_told_to_its_writer_alone()
    {
        await using var store = new SqliteStore(FilePath);
        await Assert.ThrowsAsync<SqliteException>(() => store.WriteAsync(
            session => session.Execute("INSERT INTO periods (workspace, period, used) VALUES ('a', 'b', -1)"), Stop));
        Assert.Equal(1, await store.WriteAsync(
            session => session.Execute("INSERT INTO periods (workspace, period) VALUES ('a', 'b')"), Stop));
    }

    public void Dispose() => folder.Dispose();
}
