using System.Globalization;
using MongoDB.Driver;
using Visuel.Bench.Load.Seeding;
using Visuel.Server.Blobs;
using Visuel.Server.Stores;

namespace Visuel.Bench.Load.Running;

/// <summary>The processes of one scenario, fresh, and the folders they write to.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly List<Child> children = [];
    private readonly Dictionary<Contestant, Child> contestants = [];
    private readonly string folder;
    private readonly MongoUrl? database;

    private Stage(string folder, MongoUrl? server)
    {
        this.folder = folder;
        database = server is null
            ? null
            : new MongoUrlBuilder(server.ToString()) { DatabaseName = $"visuel_bench_{Guid.NewGuid():N}" }.ToMongoUrl();
    }

    /// <summary>File with the cookies of the accounts.</summary>
    public string Cookies => Path.Combine(folder, "cookies.txt");

    private string Data => Path.Combine(folder, "visuel");

    private string DurableFolder => Path.Combine(folder, "durable");

    /// <summary>Seeds a store and starts everything.</summary>
    public static async Task<Stage> SetAsync(
        Scenario scenario, LoadOptions options, string folder, CancellationToken stop)
    {
        var stage = new Stage(folder, options.Mongo);
        try
        {
            await stage.StartAsync(scenario, options, stop);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>The process of a contestant.</summary>
    public Child this[Contestant contestant] => contestants[contestant];

    /// <summary>How many images a contestant has kept since <see cref="Clear"/>;
    /// null for one that keeps none.</summary>
    public int? CountKept(Contestant contestant) => ImagesOf(contestant) is { } images ? Pngs(images).Count() : null;

    /// <summary>Removes the images a contestant kept, and waits until the disk has done so, so that it does not pay for
    /// that in the next measurement.</summary>
    public void Clear(Contestant contestant)
    {
        if (ImagesOf(contestant) is not { } images)
        {
            return;
        }

        foreach (var image in Pngs(images).ToList())
        {
            File.Delete(image);
        }

        DirectoryFlush.Flush(images);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var child in Enumerable.Reverse(children))
        {
            await child.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
        if (database is not null)
        {
            using var client = new MongoClient(database);
            await client.DropDatabaseAsync(database.DatabaseName);
        }
    }

    private static IEnumerable<string> Pngs(string folder) =>
        Directory.EnumerateFiles(folder, "*.png", SearchOption.AllDirectories);

    private string? ImagesOf(Contestant contestant) => contestant switch
    {
        Contestant.Visuel => Path.Combine(Data, "images"),
        Contestant.Durable => DurableFolder,
        _ => null,
    };

    private async Task StartAsync(Scenario scenario, LoadOptions options, CancellationToken stop)
    {
        Directory.CreateDirectory(Data);
        await SeedAccounts.RunAsync(
            new StoreOptions(Data, database?.ToString()), scenario.AccountsOf(options), Cookies, stop);

        var delay = scenario.UpstreamMilliseconds.ToString(CultureInfo.InvariantCulture);
        var upstream = await AddAsync(
            "upstream", port => Programs.Part("upstream", "--port", Text(port), "--delay", delay), "/", stop);
        foreach (var contestant in scenario.Contestants)
        {
            contestants[contestant] = await (contestant switch
            {
                Contestant.Visuel => AddAsync(
                    "Visuel", port =>
                        Programs.Visuel(port, new StoreOptions(Data, database?.ToString()), upstream.Address),
                    "/health/ready", stop),
                Contestant.Durable => AddAsync(
                    "the durable floor", port => Programs.Floor(
                        "durable", port, "--upstream", upstream.Address.AbsoluteUri, "--folder",
                        DurableFolder), "/", stop),
                _ => AddAsync(
                    "the bare floor", port => Programs.Floor("bare", port, "--upstream", upstream.Address.AbsoluteUri),
                    "/", stop),
            });
        }
    }

    private async Task<Child> AddAsync(
        string name, Func<int, System.Diagnostics.ProcessStartInfo> make, string ready, CancellationToken stop)
    {
        var child = await Child.StartAsync(name, make, ready, stop);
        children.Add(child);
        return child;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
