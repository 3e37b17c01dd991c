using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using Visuel.Bench.Load.Floors;
using Visuel.Bench.Load.Running;

namespace Visuel.Bench.Load.Driving;

/// <summary>Drives a server with a fixed number of connections, each of which asks again as soon as it is answered.
/// Anything but a good answer is counted apart: whoever reads the report throws that round away.</summary>
internal sealed class ClosedLoop(DriveOptions options)
{
    // No single answer may take longer; then the connections are cut.
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(60);

    // A server that refuses is quick at it, and need not be asked a million times.
    private const int MostFailures = 50;

    private readonly RequestBook requests = new(options);
    private readonly long leastBytes = options.Call is Call.Quota ? 20 : NoisePng.LeastAnswer;
    private volatile bool isEnding;
    private int failures;
    private string? firstFailure;

    /// <summary>The verb: prints the report as one line of JSON.</summary>
    public static async Task<int> RunAsync(Arguments arguments, CancellationToken stop)
    {
        var report = await new ClosedLoop(DriveOptions.Read(arguments)).MeasureAsync(stop);
        Console.WriteLine(JsonSerializer.Serialize(report));
        return 0;
    }

    private async Task<DriveReport> MeasureAsync(CancellationToken stop)
    {
        var lines = Enumerable.Range(0, options.Connections).Select(_ => new Line(options.Target)).ToList();
        try
        {
            foreach (var line in lines)
            {
                await line.ConnectAsync(stop);
            }

            var asking = Task.WhenAll(lines.Select(line => Task.Run(() => AskUntilEndAsync(line), stop)));
            return await CountAsync(asking, stop);
        }
        finally
        {
            lines.ForEach(line => line.Dispose());
        }
    }

    private async Task<DriveReport> CountAsync(Task<List<Sample>[]> asking, CancellationToken stop)
    {
        await Task.WhenAny(asking, Task.Delay(options.WarmUp, stop));
        if (options.Watch is { } pid)
        {
            ProcessFigures.ForgetPeak(pid);
        }

        var (begun, server, driver) =
            (Stopwatch.GetTimestamp(), ServerCpu(), ProcessFigures.CpuOf(Environment.ProcessId));
        await Task.WhenAny(
            asking, options.Requests is null ? Task.Delay(options.Measured, stop) : Task.Delay(Timeout.Infinite, stop));
        var (ended, serverAfter, driverAfter) =
            (Stopwatch.GetTimestamp(), ServerCpu(), ProcessFigures.CpuOf(Environment.ProcessId));
        var peak = options.Watch is { } watched ? ProcessFigures.PeakOf(watched) : 0;
        isEnding = true;
        var samples = (await asking.WaitAsync(AnswersWithin + TimeSpan.FromSeconds(1), stop)).SelectMany(line => line)
            .ToList();
        var counted = samples.Where(sample => sample.Ended >= begun && sample.Ended <= ended)
            .Select(sample => sample.Took).Order().ToList();
        return new DriveReport(
            Stopwatch.GetElapsedTime(begun, ended).TotalSeconds, counted.Count, samples.Count, failures, firstFailure,
            Percentile(counted, 0.5), Percentile(counted, 0.99), (serverAfter - server).TotalSeconds,
            (driverAfter - driver).TotalSeconds, peak);
    }

    private TimeSpan ServerCpu() => options.Watch is { } pid ? ProcessFigures.CpuOf(pid) : TimeSpan.Zero;

    private static double Percentile(List<long> sorted, double share) => sorted.Count == 0
        ? 0
        : Stopwatch.GetElapsedTime(0, sorted[(int)Math.Ceiling(share * sorted.Count) - 1]).TotalMilliseconds;

    private async Task<List<Sample>> AskUntilEndAsync(Line line)
    {
        var samples = new List<Sample>(4096);
        var buffer = new byte[requests.Longest];
        using var patience = new Timer(_ => line.Dispose());
        while (!isEnding && requests.Next(buffer) is > 0 and var length)
        {
            patience.Change(AnswersWithin, Timeout.InfiniteTimeSpan);
            var begun = Stopwatch.GetTimestamp();
            Answer answer;
            try
            {
                answer = await line.AskAsync(buffer.AsMemory(0, length));
            }
            catch (Exception broken) when (broken is IOException or SocketException or ObjectDisposedException)
            {
                Count($"The connection broke, or no answer came in {AnswersWithin.TotalSeconds} s: {broken.Message}");
                return samples;
            }

            var ended = Stopwatch.GetTimestamp();
            if (answer.Status is >= 200 and < 300 && answer.Length >= leastBytes)
            {
                samples.Add(new Sample(ended, ended - begun));
            }
            else
            {
                Count(FormattableString.Invariant($"Status {answer.Status}, {answer.Length} bytes: {line.Beginning}"));
            }
        }

        return samples;
    }

    private void Count(string failure)
    {
        Interlocked.CompareExchange(ref firstFailure, failure, null);
        if (Interlocked.Increment(ref failures) >= MostFailures)
        {
            isEnding = true;
        }
    }

    private readonly record struct Sample(long Ended, long Took);
}
