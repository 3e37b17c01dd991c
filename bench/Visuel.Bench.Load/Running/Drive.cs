using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Visuel.Bench.Load.Driving;

namespace Visuel.Bench.Load.Running;

/// <summary>Starts the driver in a process of its own and reads its report.</summary>
internal static class Drive
{
    // Beyond what was asked: its start, and the last answers.
    private static readonly TimeSpan Extra = TimeSpan.FromSeconds(120);

    /// <summary>Measures for some seconds after a warm-up.</summary>
    public static Task<DriveReport> MeasureAsync(
        Child target, Call call, string cookies, int connections, int warmUp, int seconds, CancellationToken stop) =>
        RunAsync(
            target, call, cookies, connections, TimeSpan.FromSeconds(warmUp + seconds),
            ["--warm-up", Text(warmUp), "--seconds", Text(seconds)], stop);

    /// <summary>Sends so many requests and no more.</summary>
    public static Task<DriveReport> SendAsync(
        Child target, Call call, string cookies, int connections, int requests, CancellationToken stop) =>
        RunAsync(target, call, cookies, connections, TimeSpan.Zero, ["--requests", Text(requests)], stop);

    private static async Task<DriveReport> RunAsync(
        Child target, Call call, string cookies, int connections, TimeSpan length, string[] more,
        CancellationToken stop)
    {
        var start = Programs.Part(
            "drive",
            [
                "--target", target.Address.AbsoluteUri, "--call", call.ToString(), "--cookies", cookies,
                "--connections", Text(connections), "--watch", Text(target.Pid), .. more,
            ]);
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(stop);
        budget.CancelAfter(length + Extra);
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(budget.Token);
            await process.WaitForExitAsync(budget.Token);
            return process.ExitCode == 0
                ? JsonSerializer.Deserialize<DriveReport>(output)!
                : throw new BenchException($"The driver ended with {process.ExitCode}.");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new BenchException($"The driver did not end in time. The server's last words:\n{target.LastWords()}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
