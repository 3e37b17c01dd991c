using Visuel.Bench.Load.Driving;
using Visuel.Bench.Load.Running;

namespace Visuel.Bench.Load.Reporting;

/// <summary>What a figure should be.</summary>
/// <param name="What">The goal in words.</param>
/// <param name="Measured">What was measured, or null where every round failed.</param>
/// <param name="Limit">The bound.</param>
/// <param name="IsLeast">Whether the bound is the least that is wanted, else the most.</param>
/// <param name="Unit">Behind the number.</param>
internal sealed record Goal(string What, double? Measured, double Limit, bool IsLeast, string Unit)
{
    /// <summary>Whether it is reached.</summary>
    public bool IsReached => Measured is { } value && (IsLeast ? value >= Limit : value <= Limit);
}

/// <summary>The goals of the server under load.</summary>
internal static class Goals
{
    private const double LeastOfDurable = 0.8;
    private const double MostCpuOfDurable = 1.5;
    private const double MostP99OfDurable = 1.2;
    private const double MostMegabytesOverDurable = 150;
    private const double LeastOfConstant = 0.4;
    private const double LeastOfBareCached = 0.7;

    /// <summary>Those of a scenario.</summary>
    public static IEnumerable<Goal> Of(ScenarioResult result)
    {
        var scenario = result.Scenario;
        return scenario.Call switch
        {
            Call.Quota => [AtLeast(
                $"{scenario.Name}: throughput of the constant's",
                result.Ratio(Contestant.Bare, Figure.Throughput), LeastOfConstant)],
            Call.Cached => [AtLeast(
                $"{scenario.Name}: throughput of the bare floor's",
                result.Ratio(Contestant.Bare, Figure.Throughput), LeastOfBareCached)],
            _ => OfDrawing(result),
        };
    }

    private static IEnumerable<Goal> OfDrawing(ScenarioResult result)
    {
        var scenario = result.Scenario;
        if (scenario.UpstreamMilliseconds == 0)
        {
            yield return AtLeast(
                $"{scenario.Name}: throughput of the durable floor's",
                result.Ratio(Contestant.Durable, Figure.Throughput), LeastOfDurable);
            yield return AtMost(
                $"{scenario.Name}: CPU per image of the durable floor's",
                result.Ratio(Contestant.Durable, Figure.Cpu), MostCpuOfDurable);
        }
        else
        {
            yield return AtMost(
                $"{scenario.Name}: p99 of the durable floor's",
                result.Ratio(Contestant.Durable, Figure.P99), MostP99OfDurable);
        }

        if (scenario.Connections == 64)
        {
            yield return AtMost(
                $"{scenario.Name}: peak memory above the durable floor's",
                result.Difference(Contestant.Durable, Figure.Peak), MostMegabytesOverDurable, " MB");
        }
    }

    private static Goal AtLeast(string what, double? measured, double limit) => new(what, measured, limit, true, " ×");

    private static Goal AtMost(string what, double? measured, double limit, string unit = " ×") =>
        new(what, measured, limit, false, unit);
}
