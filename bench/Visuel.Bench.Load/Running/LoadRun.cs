using System.Globalization;
using Visuel.Bench.Load.Driving;
using Visuel.Bench.Load.Reporting;

namespace Visuel.Bench.Load.Running;

/// <summary>Runs the scenarios one after the other. Within one, Visuel and the floors take turns in each round, so that
/// whatever else the machine does meets them alike; a first round warms up and is thrown away.</summary>
internal sealed class LoadRun(LoadOptions options, string folder)
{
    // The most a floor could draw on this kind of machine; only to know that the disk has room.
    private const long MostBytesPerSecond = 500L * 1_600_000;

    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);

    /// <summary>The verb: 0 when every round was good.</summary>
    public static async Task<int> RunAsync(Arguments arguments, CancellationToken stop)
    {
        var options = LoadOptions.Read(arguments);
        Programs.CheckServer();
        using var workshop = Workshop.Open();
        var machine = Machine.Describe(workshop.Folder);
        var run = new LoadRun(options, workshop.Folder);
        var results = new List<ScenarioResult>();
        var chosen = Scenario.All.Where(scenario => options.Only.Count == 0
            || options.Only.Any(word => scenario.Name.Contains(word, StringComparison.OrdinalIgnoreCase)));
        foreach (var scenario in chosen)
        {
            results.Add(await run.MeasureAsync(scenario, stop));
        }

        LoadReport.Write(Console.Out, machine, $"bench/load.sh load {arguments.Line}".TrimEnd(), options, results);
        return results.Exists(result => result.HasFailures) ? 1 : 0;
    }

    private async Task<ScenarioResult> MeasureAsync(Scenario scenario, CancellationToken stop)
    {
        await using var stage = await Stage.SetAsync(scenario, options, Path.Combine(folder, scenario.Name), stop);
        if (scenario.Call is Call.Cached)
        {
            await PrimeAsync(scenario, stage, stop);
        }

        var reports = scenario.Contestants.ToDictionary(contestant => contestant, _ => new List<DriveReport>());
        for (var round = 0; round <= options.Rounds; round++)
        {
            foreach (var contestant in Rotated(scenario.Contestants, round))
            {
                var report = await MeasureAsync(scenario, stage, contestant, stop);
                Say(scenario, round, contestant, report);
                if (round > 0)
                {
                    reports[contestant].Add(report);
                }
            }
        }

        return new ScenarioResult(scenario, reports);
    }

    private async Task<DriveReport> MeasureAsync(
        Scenario scenario, Stage stage, Contestant contestant, CancellationToken stop)
    {
        var isDrawing = scenario.Call is Call.Generate;
        if (isDrawing)
        {
            Workshop.DemandRoom((options.WarmUp + options.Seconds) * MostBytesPerSecond, "A measurement");
        }

        await Task.Delay(Breath, stop);
        var report = await Drive.MeasureAsync(
            stage[contestant], scenario.Call, stage.Cookies, scenario.Connections, options.WarmUp,
            options.Seconds, stop);
        if (isDrawing && stage.CountKept(contestant) is { } kept)
        {
            stage.Clear(contestant);
            if (kept < report.Sent)
            {
                return report with
                {
                    Failures = report.Failures + report.Sent - kept,
                    FirstFailure = report.FirstFailure
                        ?? FormattableString.Invariant($"{report.Sent} images were answered and {kept} kept."),
                };
            }
        }

        return report;
    }

    // Draws the image that every account is going to ask for again.
    private async Task PrimeAsync(Scenario scenario, Stage stage, CancellationToken stop)
    {
        var accounts = scenario.AccountsOf(options);
        var primed = await Drive.SendAsync(
            stage[Contestant.Visuel], Call.Cached, stage.Cookies, scenario.Connections, accounts, stop);
        if (primed.Sent < accounts)
        {
            throw new BenchException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{primed.Sent} of {accounts} images were drawn for the cache. {primed.FirstFailure}\n" +
                    $"{stage[Contestant.Visuel].LastWords()}"));
        }
    }

    private static IEnumerable<Contestant> Rotated(IReadOnlyList<Contestant> contestants, int by) =>
        Enumerable.Range(0, contestants.Count).Select(at => contestants[(at + by) % contestants.Count]);

    private static void Say(Scenario scenario, int round, Contestant contestant, DriveReport report)
    {
        var cpu = report.ServerCpuSeconds * 1000 / Math.Max(report.Answers, 1);
        var failures = report.Failures == 0
            ? ""
            : $", {report.Failures} FAILED: {report.FirstFailure?.ReplaceLineEndings(" ")}";
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{scenario.Name} round {round} {contestant}: {report.Answers / report.Seconds:F1}/s, p50 " +
            $"{report.P50:F1} ms, p99 {report.P99:F1} ms, {cpu:F3} ms CPU, {report.PeakBytes / 1048576} MB{failures}"));
    }
}
