using Visuel.Bench.Load.Driving;
using Visuel.Bench.Load.Running;

namespace Visuel.Bench.Load.Reporting;

/// <summary>A figure of a round.</summary>
internal enum Figure
{
    /// <summary>Answers in a second.</summary>
    Throughput,

    /// <summary>Milliseconds.</summary>
    P50,

    /// <summary>Milliseconds.</summary>
    P99,

    /// <summary>Milliseconds of the server's processor time for one answer.</summary>
    Cpu,

    /// <summary>Megabytes (of 1,048,576 bytes).</summary>
    Peak,

    /// <summary>Milliseconds of the driver's processor time for one answer.</summary>
    DriverCpu,
}

/// <summary>All rounds of a scenario that count. A round with any answer that was not good is failed:
/// it is told, and is in no median.</summary>
internal sealed record ScenarioResult(Scenario Scenario, IReadOnlyDictionary<Contestant, List<DriveReport>> Rounds)
{
    /// <summary>Whether any round failed.</summary>
    public bool HasFailures => Rounds.Keys.Any(contestant => FailedOf(contestant) > 0);

    /// <summary>How many rounds of a contestant failed.</summary>
    public int FailedOf(Contestant contestant) => Rounds[contestant].Count(report => !IsGood(report));

    /// <summary>The first failure of a contestant, or null.</summary>
    public string? FirstFailureOf(Contestant contestant) =>
        Rounds[contestant].Find(report => !IsGood(report))?.FirstFailure;

    /// <summary>The median of the good rounds, or null when there is none.</summary>
    public double? Median(Contestant contestant, Figure figure) =>
        Medians.Of([.. Rounds[contestant].Where(IsGood).Select(report => Value(report, figure))]);

    /// <summary>The median of the ratios round by round, Visuel's to the floor's, of the rounds that were good for
    /// both; null when there is none.</summary>
    public double? Ratio(Contestant floor, Figure figure) => Compare(floor, figure, (mine, theirs) => mine / theirs);

    /// <summary>The median of the differences round by round, Visuel's minus the floor's.</summary>
    public double? Difference(Contestant floor, Figure figure) =>
        Compare(floor, figure, (mine, theirs) => mine - theirs);

    private double? Compare(Contestant floor, Figure figure, Func<double, double, double> compare) => Medians.Of(
        [.. Rounds[Contestant.Visuel].Zip(Rounds[floor])
            .Where(pair => IsGood(pair.First) && IsGood(pair.Second))
            .Select(pair => compare(Value(pair.First, figure), Value(pair.Second, figure)))]);

    private static bool IsGood(DriveReport report) => report.Failures == 0 && report.Answers > 0;

    private static double Value(DriveReport report, Figure figure) => figure switch
    {
        Figure.Throughput => report.Answers / report.Seconds,
        Figure.P50 => report.P50,
        Figure.P99 => report.P99,
        Figure.Cpu => report.ServerCpuSeconds * 1000 / report.Answers,
        Figure.Peak => report.PeakBytes / 1048576.0,
        _ => report.DriverCpuSeconds * 1000 / report.Answers,
    };
}

/// <summary>Medians.</summary>
internal static class Medians
{
    /// <summary>The middle value, or the mean of the two in the middle; null of nothing.</summary>
    public static double? Of(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? null : (sorted[sorted.Count / 2] + sorted[(sorted.Count - 1) / 2]) / 2;
    }
}
