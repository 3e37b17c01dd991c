using System.Collections.Concurrent;
using System.Diagnostics;
using MongoDB.Driver;
using Visuel.Server.Blobs;
using Visuel.Server.Tests.Adapters;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Reliability;

/// <summary>The database's process is stopped under load and started again.
/// It is other tests' too, so these run alone.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class StoppedStore;

/// <inheritdoc cref="StoppedStore"/>
[Collection<StoppedStore>]
public sealed class StoreAwayTests : IAsyncLifetime
{
    private static readonly string? StopCommand = Environment.GetEnvironmentVariable("VISUEL_TEST_STORE_STOP");
    private static readonly string? StartCommand = Environment.GetEnvironmentVariable("VISUEL_TEST_STORE_START");

    private readonly MongoUrl database = TestDatabase.New();
    private S3Options bucket = null!;
    private bool hasEnded;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => bucket = await TestBucket.MakeAsync();

    public async ValueTask DisposeAsync()
    {
        // What nodes that were killed left unfinished would hold up the removal too.
        if (hasEnded)
        {
            await TestDatabase.DropAsync(database);
        }
    }

    [Fact]
    public async Task A_database_away_for_ten_seconds_under_load_miscounts_nothing_and_all_goes_on_five_seconds_later()
    {
        Assert.SkipWhen(
            StopCommand is null || StartCommand is null,
            "VISUEL_TEST_STORE_STOP and VISUEL_TEST_STORE_START, commands that stop and start the database's " +
            "process, are not set; see docs/operations.md.");
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.Draws(new FakePicture { Delay = TimeSpan.FromMilliseconds(200) });
        using var place = NodesTests.NewInstallation(hf, database, bucket);
        place.Settings["HOLD_LEASE_SECONDS"] = "20";
        await using var one = await place.StartNodeAsync("one");
        await using var two = await place.StartNodeAsync("two");
        using var owner = await place.SignUpAsync(one, "owner");
        (await place.SignUpAsync(one, "ada", "creator")).Dispose();
        Assert.Equal(200, (await owner.PatchAsync(
            $"/api/admin/accounts/{place.IdOf("ada")}", new { imagesPerMonth = 400, reason = "load" })).Status);

        var answers = new ConcurrentBag<(int Status, string? Code, string? Image)>();
        using var ended = new CancellationTokenSource();
        var load = Enumerable.Range(0, 6).Select(
            number => AskAsync(place, number % 2 == 0 ? one.Address : two.Address, answers, ended.Token)).ToList();
        await Eventually.HappensAsync(() => answers.Count(answer => answer.Status == 200) > 20);
        await RunAsync(StopCommand!);
        await Task.Delay(TimeSpan.FromSeconds(10), Stop);
        using var probe = place.Returns(two, "ada");
        Assert.Equal(503, (await probe.GetAsync("/health/ready")).Status);
        await RunAsync(StartCommand!);
        var back = Stopwatch.StartNew();
        await Eventually.HappensAsync(async () => (await probe.PostAsync(
            "/api/images/generate",
            new { prompt = $"a lighthouse {Guid.NewGuid()}", width = 256, height = 256 })).Status == 200, seconds: 30);
        var recovery = back.Elapsed;
        var counts = answers.GroupBy(answer => (answer.Status, answer.Code))
            .Select(group => $"{group.Key} {group.Count()}");
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"Back after {recovery.TotalSeconds:0.0} s. Answers: {string.Join(", ", counts)}");
        Assert.True(recovery < TimeSpan.FromSeconds(5), $"It took {recovery}.");
        await Task.Delay(TimeSpan.FromSeconds(3), Stop);
        await ended.CancelAsync();
        await Task.WhenAll(load);

        await Eventually.HappensAsync(async () => (await probe.QuotaAsync()).Held == 0, seconds: 60);
        var (kept, objects) = (await NodesTests.KeptAsync(probe), await TestBucket.ListAsync(bucket));
        Assert.Empty(answers.Where(answer => answer.Image is not null).Select(answer => answer.Image!).Except(kept));
        Assert.Empty(kept.Except(objects));
        Assert.Equal(kept.Count, (await probe.QuotaAsync()).Used);
        Assert.All(answers, answer => Assert.True(
            answer is { Status: 200 } or { Status: 402 } or { Status: 503, Code: "store_unavailable" }, $"{answer}"));
        await one.StopAsync();
        await two.StopAsync();
        hasEnded = true;
    }

    private static async Task AskAsync(
        Installation place, Uri node, ConcurrentBag<(int, string?, string?)> answers, CancellationToken ended)
    {
        using var ada = place.Returns(node, "ada");
        while (!ended.IsCancellationRequested)
        {
            var reply = await ada.PostAsync(
                "/api/images/generate", new { prompt = $"a bicycle {Guid.NewGuid()}", width = 256, height = 256 });
            answers.Add((reply.Status, reply.Status == 200 ? null : reply.Code, reply.Status == 200
                ? reply.Json.GetProperty("id").GetString()
                : null));
            await Task.Delay(reply.Status == 200 ? 1 : 100, CancellationToken.None);
        }
    }

    private static async Task RunAsync(string command)
    {
        using var process = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", command]) { UseShellExecute = false })!;
        await process.WaitForExitAsync(Stop);
        Assert.Equal(0, process.ExitCode);
    }
}
