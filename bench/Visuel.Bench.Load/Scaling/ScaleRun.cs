using System.Diagnostics;
using System.Globalization;
using Visuel.Bench.Load.Reporting;
using Visuel.Bench.Load.Running;
using Visuel.Bench.Load.Seeding;

namespace Visuel.Bench.Load.Scaling;

/// <summary>Measures what a very large store costs: the same three calls on a small and on a large one, in short turns, one caller at a time, on workspaces drawn by
/// lot. A first round warms up and is thrown away.</summary>
internal sealed class ScaleRun(ScaleStore small, ScaleStore large, int calls)
{
    private const int SmallWorkspaces = 1_000;
    private const int SmallImages = 5_000;
    private const double MostRatio = 1.2;

    // So many calls on one store, then as many on the other: what else the disk does for a moment meets both.
    private const int Turn = 20;

    // Reads take microseconds, a hold waits for the disk.
    private static readonly (string Name, int Times, Func<ScaleStore, CancellationToken, Task> Call)[] Measured =
    [
        ("hold", 1, (store, stop) => store.HoldAsync(stop)),
        ("quota read", 10, (store, stop) => store.ReadQuotaAsync(stop)),
        ("first library page", 10, (store, stop) => store.ListAsync(stop)),
    ];

    /// <summary>The verb: 0 when it could be measured.</summary>
    public static async Task<int> RunAsync(Arguments arguments, CancellationToken stop)
    {
        var (workspaces, images) = (arguments.Number("workspaces", 1_000_000, least: SmallWorkspaces), arguments.Number("images", 5_000_000, least: SmallImages));
        var (rounds, calls) = (arguments.Number("rounds", 7, least: 1), arguments.Number("calls", 500, least: Turn));
        var keeps = arguments.Find("keep") is "yes";
        arguments.RefuseOthers();
        if (images < workspaces)
        {
            throw new UsageException("--images must be at least --workspaces, so that every library has a page.");
        }

        using var workshop = Workshop.Open();
        var machine = Machine.Describe(workshop.Folder);
        var smallFolder = Path.Combine(workshop.Folder, "small");
        await SeedRecords.RunAsync(smallFolder, SmallWorkspaces, SmallImages, stop);
        var largeFolder = await LargeStore.FindOrSeedAsync(workspaces, images, stop);
        try
        {
            var isWarm = LargeStore.Warm(largeFolder);
            await using var small = await ScaleStore.OpenAsync(smallFolder, stop);
            await using var large = await ScaleStore.OpenAsync(largeFolder, stop);
            var medians = await new ScaleRun(small, large, calls).MeasureAsync(rounds, stop);
            Write(Console.Out, machine, $"bench/load.sh scale {arguments.Line}".TrimEnd(), FormattableString.Invariant(
                $"rounds: {rounds}, and one before that is thrown away; {calls} holds and ten times as many reads of each kind and store in a round; {workspaces:N0} workspaces and {images:N0} images ({LargeStore.SizeOf(largeFolder) / 1e9:F1} GB, {(isWarm ? "in the system's page cache" : "larger than the page cache may hold")}) against {SmallWorkspaces:N0} and {SmallImages:N0}."), medians);
            return 0;
        }
        finally
        {
            if (!keeps)
            {
                Directory.Delete(largeFolder, recursive: true);
            }
        }
    }

    private async Task<List<(string Name, List<(double Small, double Large)> Rounds)>> MeasureAsync(int rounds, CancellationToken stop)
    {
        var medians = Measured.Select(measured => (measured.Name, Rounds: new List<(double Small, double Large)>())).ToList();
        for (var round = 0; round <= rounds; round++)
        {
            for (var at = 0; at < Measured.Length; at++)
            {
                var (ofSmall, ofLarge) = await MediansAsync(Measured[at].Call, calls * Measured[at].Times, stop);
                await Console.Error.WriteLineAsync(FormattableString.Invariant(
                    $"scale round {round} {Measured[at].Name}: {ofSmall:F1} µs small, {ofLarge:F1} µs large"));
                if (round > 0)
                {
                    medians[at].Rounds.Add((ofSmall, ofLarge));
                }
            }
        }

        return medians;
    }

    private async Task<(double Small, double Large)> MediansAsync(Func<ScaleStore, CancellationToken, Task> call, int times, CancellationToken stop)
    {
        var (ofSmall, ofLarge) = (new List<double>(times), new List<double>(times));
        while (ofLarge.Count < times)
        {
            await TakeTurnAsync(small, call, ofSmall, stop);
            await TakeTurnAsync(large, call, ofLarge, stop);
        }

        return (Medians.Of(ofSmall)!.Value, Medians.Of(ofLarge)!.Value);
    }

    private static async Task TakeTurnAsync(ScaleStore store, Func<ScaleStore, CancellationToken, Task> call, List<double> took, CancellationToken stop)
    {
        for (var number = 0; number < Turn; number++)
        {
            var begun = Stopwatch.GetTimestamp();
            await call(store, stop);
            took.Add(Stopwatch.GetElapsedTime(begun).TotalMicroseconds);
        }
    }

    private static void Write(
        TextWriter report, string machine, string command, string what, List<(string Name, List<(double Small, double Large)> Rounds)> medians)
    {
        report.WriteLine("## In a very large store");
        report.WriteLine();
        report.WriteLine(machine);
        report.WriteLine();
        report.WriteLine($"`{command}`: {what}");
        report.WriteLine();
        var ratios = medians.ConvertAll(measured => (measured.Name, Value: Medians.Of([.. measured.Rounds.Select(round => round.Large / round.Small)])));
        Tables.Write(
            report,
            ["p50", "small µs", "large µs", "large ÷ small"],
            medians.Zip(ratios, (measured, ratio) => new[]
            {
                measured.Name,
                Microseconds(measured.Rounds.Select(round => round.Small)),
                Microseconds(measured.Rounds.Select(round => round.Large)),
                Tables.Number(ratio.Value, "F2", " ×"),
            }));
        Tables.Write(report, ratios.Select(ratio => new Goal($"p50 of {ratio.Name}, large of small", ratio.Value, MostRatio, IsLeast: false, " ×")));
    }

    private static string Microseconds(IEnumerable<double> rounds) => Medians.Of([.. rounds])!.Value.ToString("F1", CultureInfo.InvariantCulture);
}
