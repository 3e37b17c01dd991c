using System.Globalization;
using Visuel.Bench.Load.Driving;
using Visuel.Bench.Load.Running;

namespace Visuel.Bench.Load.Reporting;

/// <summary>Writes what the load run found, ready for docs/performance.md.</summary>
internal static class LoadReport
{
    private static readonly string[] Head = ["server",
        "answers/s", "p50 ms", "p99 ms", "CPU ms/answer", "peak MB", "Visuel ÷ floor: answers/s", "p99", "CPU"];

    /// <summary>Writes it.</summary>
    public static void Write(
        TextWriter report, string machine, string command, LoadOptions options, IReadOnlyList<ScenarioResult> results)
    {
        report.WriteLine("## Under load");
        report.WriteLine();
        report.WriteLine(machine);
        report.WriteLine();
        report.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"`{command}`: rounds: {options.Rounds}, and one before that is thrown away; {options.Seconds} s each " +
            $"after {options.WarmUp} s of warm-up; {options.Accounts} accounts."));
        report.WriteLine();
        foreach (var result in results)
        {
            report.WriteLine($"**{result.Scenario.Title}** (`{result.Scenario.Name}`)");
            report.WriteLine();
            Tables.Write(report, Head, result.Scenario.Contestants.Select(contestant => Row(result, contestant)));
            WriteFailures(report, result);
        }

        Tables.Write(report, results.SelectMany(Goals.Of));
        WriteDriver(report, results);
    }

    private static string[] Row(ScenarioResult result, Contestant contestant)
    {
        var failed = result.FailedOf(contestant);
        return
        [
            NameOf(contestant) + (failed == 0
                ? ""
                : FormattableString.Invariant($" (**{failed} of {result.Rounds[contestant].Count} rounds failed**)")),
            Tables.Number(
                result.Median(contestant, Figure.Throughput), result.Scenario.Call is Call.Quota ? "F0" : "F1"),
            Tables.Number(result.Median(contestant, Figure.P50), "F1"),
            Tables.Number(result.Median(contestant, Figure.P99), "F1"),
            Tables.Number(result.Median(contestant, Figure.Cpu), result.Scenario.Call is Call.Quota ? "F3" : "F2"),
            Tables.Number(result.Median(contestant, Figure.Peak), "F0"),
            .. contestant is Contestant.Visuel
                ? Enumerable.Repeat("", 3)
                : new[] { Figure.Throughput, Figure.P99, Figure.Cpu }.Select(
                    figure => Tables.Number(result.Ratio(contestant, figure), "F2", " ×")),
        ];
    }

    private static string NameOf(Contestant contestant) => contestant switch
    {
        Contestant.Visuel => "Visuel",
        Contestant.Durable => "durable floor",
        _ => "bare floor",
    };

    private static void WriteFailures(TextWriter report, ScenarioResult result)
    {
        foreach (var contestant in result.Scenario.Contestants.Where(contestant => result.FailedOf(contestant) > 0))
        {
            report.WriteLine(
                $"First failure of {NameOf(contestant)}: " +
                $"`{result.FirstFailureOf(contestant)?.ReplaceLineEndings(" ").Replace('`', '\'')}`");
            report.WriteLine();
        }
    }

    private static void WriteDriver(TextWriter report, IReadOnlyList<ScenarioResult> results)
    {
        var costs = new[] { Call.Generate, Call.Quota }.Select(call => (
            Call: call,
            Cost: Medians.Of([.. results.Where(result => result.Scenario.Call == call)
                .Select(result => result.Median(Contestant.Bare, Figure.DriverCpu)).OfType<double>()])));
        var sentences = costs.Where(cost => cost.Cost is not null).Select(cost =>
            $"{Tables.Number(cost.Cost, "F3")} ms of CPU for {AnswerOf(cost.Call)}");
        report.WriteLine($"The driver's own cost, on the same cores: {string.Join(", ", sentences)}.");
        report.WriteLine();

        static string AnswerOf(Call call) => call is Call.Quota ? "a small answer" : "an answer with an image";
    }
}
