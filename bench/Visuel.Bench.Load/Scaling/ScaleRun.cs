using System.Diagnostics;
using System.Globalization;
using Visuel.Bench.Load.Reporting;
using Visuel.Bench.Load.Running;
using Visuel.Bench.Load.Seeding;
using Visuel.Server.Stores;

namespace Visuel.Bench.Load.Scaling;

/// <summary>Measures what a very large store costs: the same three calls on a small and on a large one, in short turns,
/// one caller at a time, on workspaces drawn by lot. A first round warms up and is thrown away.</summary>
internal sealed class ScaleRun(ScaleStore small, ScaleStore large, int calls, IReadOnlyList<ScaleRun.Measured> all)
{
    private const int SmallWorkspaces = 1_000;
    private const int SmallImages = 5_000;
    private const double MostRatio = 1.2;

    // So many calls on one store, then as many on the other: what else the disk does for a moment meets both.
    private const int Turn = 20;

    // Reads take microseconds, a hold waits for the disk.
    private static readonly Measured[] OfQuota =
    [
        new("hold", 1, (store, stop) => store.HoldAsync(stop)),
        new("quota read", 10, (store, stop) => store.ReadQuotaAsync(stop)),
    ];

    private static readonly Measured[] OfAll =
        [.. OfQuota, new("first library page", 10, (store, stop) => store.ListAsync(stop))];

    /// <summary>The verb: 0 when it could be measured.</summary>
    public static async Task<int> RunAsync(Arguments arguments, CancellationToken stop)
    {
        var (workspaces, images) = (arguments.Number("workspaces", 1_000_000, least: SmallWorkspaces), arguments.Number(
            "images", 5_000_000, least: SmallImages));
        var (rounds, calls) = (arguments.Number("rounds", 7, least: 1), arguments.Number("calls", 500, least: Turn));
        var (keeps, mongo) = (arguments.Find("keep") is "yes", arguments.Find("mongodb"));
        arguments.RefuseOthers();
        if (images < workspaces)
        {
            throw new UsageException("--images must be at least --workspaces, so that every library has a page.");
        }

        using var workshop = Workshop.Open();
        var run = string.Create(
            CultureInfo.InvariantCulture,
            $"rounds: {rounds}, and one before that is thrown away; {calls} holds and ten times as many reads of " +
            $"each kind and store in a round");
        if (mongo is null)
        {
            await MeasureSqliteAsync(
                workshop, (workspaces, images), (rounds, calls), keeps,
                (medians, stores) => Write(workshop, arguments, $"{run}; {stores}.", medians), stop);
        }
        else
        {
            await MeasureMongoAsync(mongo, workspaces, (rounds, calls), keeps, medians => Write(
                workshop, arguments, FormattableString.Invariant(
                    $"{run}; {workspaces:N0} workspaces in MongoDB, a month of each, against {SmallWorkspaces:N0}."),
                medians), stop);
        }

        return 0;
    }

    private static async Task MeasureSqliteAsync(
        Workshop workshop, (int Workspaces, int Images) size, (int Rounds, int Calls) times, bool keeps,
        Action<List<Rounds>, string> report, CancellationToken stop)
    {
        var smallFolder = Path.Combine(workshop.Folder, "small");
        await SeedRecords.RunAsync(smallFolder, SmallWorkspaces, SmallImages, stop);
        var largeFolder = await LargeStore.FindOrSeedAsync(size.Workspaces, size.Images, stop);
        try
        {
            var isWarm = LargeStore.Warm(largeFolder);
            await using var small = await ScaleStore.OpenAsync(new StoreOptions(smallFolder), stop);
            await using var large = await ScaleStore.OpenAsync(new StoreOptions(largeFolder), stop);
            report(
                await new ScaleRun(small, large, times.Calls, OfAll).MeasureAsync(times.Rounds, stop),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{size.Workspaces:N0} workspaces and {size.Images:N0} images " +
                    $"({LargeStore.SizeOf(largeFolder) / 1e9:F1} GB, " +
                    $"{(isWarm ? "in the system's page cache" : "larger than the page cache may hold")}) against " +
                    $"{SmallWorkspaces:N0} and {SmallImages:N0}"));
        }
        finally
        {
            if (!keeps)
            {
                Directory.Delete(largeFolder, recursive: true);
            }
        }
    }

    private static async Task MeasureMongoAsync(
        string uri, int workspaces, (int Rounds, int Calls) times, bool keeps, Action<List<Rounds>> report,
        CancellationToken stop)
    {
        await using var smallStore = await MongoWorkspaces.FindOrSeedAsync(uri, SmallWorkspaces, keeps, stop);
        await using var largeStore = await MongoWorkspaces.FindOrSeedAsync(uri, workspaces, keeps, stop);
        await using var small = await ScaleStore.OpenAsync(smallStore.Options, stop);
        await using var large = await ScaleStore.OpenAsync(largeStore.Options, stop);
        report(await new ScaleRun(small, large, times.Calls, OfQuota).MeasureAsync(times.Rounds, stop));
    }

    private async Task<List<Rounds>> MeasureAsync(int rounds, CancellationToken stop)
    {
        var medians = all.Select(measured => new Rounds(measured.Name, [])).ToList();
        for (var round = 0; round <= rounds; round++)
        {
            for (var at = 0; at < all.Count; at++)
            {
                var (ofSmall, ofLarge) = await MediansAsync(all[at].Call, calls * all[at].Times, stop);
                await Console.Error.WriteLineAsync(FormattableString.Invariant(
                    $"scale round {round} {all[at].Name}: {ofSmall:F1} µs small, {ofLarge:F1} µs large"));
                if (round > 0)
                {
                    medians[at].Medians.Add((ofSmall, ofLarge));
                }
            }
        }

        return medians;
    }

    private async Task<(double Small, double Large)> MediansAsync(
        Func<ScaleStore, CancellationToken, Task> call, int times, CancellationToken stop)
    {
        var (ofSmall, ofLarge) = (new List<double>(times), new List<double>(times));
        while (ofLarge.Count < times)
        {
            await TakeTurnAsync(small, call, ofSmall, stop);
            await TakeTurnAsync(large, call, ofLarge, stop);
        }

        return (Medians.Of(ofSmall)!.Value, Medians.Of(ofLarge)!.Value);
    }

    private static async Task TakeTurnAsync(
        ScaleStore store, Func<ScaleStore, CancellationToken, Task> call, List<double> took, CancellationToken stop)
    {
        for (var number = 0; number < Turn; number++)
        {
            var begun = Stopwatch.GetTimestamp();
            await call(store, stop);
            took.Add(Stopwatch.GetElapsedTime(begun).TotalMicroseconds);
        }
    }

    private static void Write(Workshop workshop, Arguments arguments, string what, List<Rounds> medians)
    {
        var report = Console.Out;
        report.WriteLine("## In a very large store");
        report.WriteLine();
        report.WriteLine(Machine.Describe(workshop.Folder));
        report.WriteLine();
        // Where a store is, is nobody's business.
        var line = arguments.Find("mongodb") is { } uri
            ? arguments.Line.Replace(uri, "…", StringComparison.Ordinal)
            : arguments.Line;
        report.WriteLine($"{$"`bench/load.sh scale {line}".TrimEnd()}`: {what}");
        report.WriteLine();
        var ratios = medians.ConvertAll(measured => (measured.Name, Value: Medians.Of(
            [.. measured.Medians.Select(round => round.Large / round.Small)])));
        Tables.Write(
            report,
            ["p50", "small µs", "large µs", "large ÷ small"],
            medians.Zip(ratios, (measured, ratio) => new[]
            {
                measured.Name,
                Microseconds(measured.Medians.Select(round => round.Small)),
                Microseconds(measured.Medians.Select(round => round.Large)),
                Tables.Number(ratio.Value, "F2", " ×"),
            }));
        Tables.Write(report, ratios.Select(
            ratio => new Goal($"p50 of {ratio.Name}, large of small", ratio.Value, MostRatio, IsLeast: false, " ×")));
    }

    private static string Microseconds(IEnumerable<double> rounds) =>
        Medians.Of([.. rounds])!.Value.ToString("F1", CultureInfo.InvariantCulture);

    /// <summary>A call that is measured.</summary>
    /// <param name="Name">What it is called.</param>
    /// <param name="Times">How many of it for one hold.</param>
    /// <param name="Call">It.</param>
    internal sealed record Measured(string Name, int Times, Func<ScaleStore, CancellationToken, Task> Call);

    private sealed record Rounds(string Name, List<(double Small, double Large)> Medians);
}
