using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Visuel.Core.Accounts;
using Visuel.Server.Tests.Adapters;
using Visuel.Server.Tests.Start;
using Visuel.Server.Ui;

namespace Visuel.Server.Tests.Reliability;

/// <summary>Two processes on one store: the pages of one hear what the other writes.</summary>
public sealed class WorkspaceNewsTests
{
    private static readonly TimeSpan InTime = TimeSpan.FromSeconds(2);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_one_SQLite_file_what_a_program_writes_through_another_process_is_heard_within_two_seconds()
    {
        using var folder = new TemporaryFolder();
        await using var here = VisuelHost.Start(folder: folder);
        await HearsAsync(
            here, new Dictionary<string, string>(StringComparer.Ordinal) { ["VISUEL_DATA"] = folder.Path });
    }

    [Fact]
    public async Task On_one_MongoDB_what_a_program_writes_through_another_node_is_heard_within_two_seconds()
    {
        var database = TestDatabase.New();
        using var folder = new TemporaryFolder();
        var store = new Dictionary<string, string>(StringComparer.Ordinal) { ["MONGODB_URI"] = database.ToString() };
        await using (var here = VisuelHost.Start(store))
        {
            store["VISUEL_DATA"] = folder.Path;
            await HearsAsync(here, store);
        }

        await TestDatabase.DropAsync(database);
    }

    private static async Task HearsAsync(VisuelHost here, Dictionary<string, string> settings)
    {
        using var ada = await here.SignUpAsync("ada");
        using var bob = await here.SignUpAsync("bob");
        var key = (await ada.PostAsync("/api/keys", new { name = "Script" })).Json.GetProperty("key").GetString();
        await using var there = await RunningServer.StartAsync(
            RunningServer.Program, settings["VISUEL_DATA"], settings);
        using var program = new Visitor(there.Address);
        program.Http.DefaultRequestHeaders.Add("Authorization", $"Bearer {key}");
        var (news, accounts) =
            (here.Services.GetRequiredService<WorkspaceNews>(), here.Services.GetRequiredService<IAccounts>());
        var (heard, others) = (new SemaphoreSlim(0), 0);
        using var page = news.Listen(
            (await accounts.FindAsync(new AccountId(ada.Id), Stop))!.Workspace, () => heard.Release());
        using var stranger = news.Listen(
            (await accounts.FindAsync(new AccountId(bob.Id), Stop))!.Workspace,
            () => Interlocked.Increment(ref others));
        // A page that has just been opened is told once: something may have changed since it was read.
        Assert.True(await heard.WaitAsync(InTime, Stop));
        await Eventually.HappensAsync(() => Volatile.Read(ref others) == 1);

        var added = await HeardAsync(
            () => program.PostAsync("/api/contents", new { title = "From elsewhere", type = "article" }));
        var address = $"/api/contents/{added.Json.GetProperty("id").GetString()}";
        await HeardAsync(
            () => program.PutAsync(address, new { title = "Changed elsewhere", type = "article", version = 1 }));
        await HeardAsync(
            () => program.PostAsync("/api/images/generate", new { prompt = "a cat", width = 256, height = 256 }));
        await HeardAsync(() => program.DeleteAsync(address));
        Assert.Equal(1, Volatile.Read(ref others));

        async Task<Reply> HeardAsync(Func<Task<Reply>> write)
        {
            // What was said of an earlier write, such as of a credit that was held first, has been said by then.
            await Task.Delay(InTime, Stop);
            while (heard.Wait(0, Stop))
            {
            }

            var reply = await write();
            Assert.InRange(reply.Status, 200, 299);
            var since = Stopwatch.StartNew();
            Assert.True(await heard.WaitAsync(InTime, Stop), $"Nothing was heard in {since.Elapsed}.");
            return reply;
        }
    }
}
