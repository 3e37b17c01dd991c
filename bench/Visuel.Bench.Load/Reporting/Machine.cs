using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Visuel.Server.Blobs;

namespace Visuel.Bench.Load.Reporting;

/// <summary>What it was measured on, in one line.</summary>
internal static class Machine
{
    private const int Page = 4096;
    private const int Image = 1_500_000;
    private const int Times = 25;

    /// <summary>Cores, memory, system, runtime, and what a flush costs on the disk of a folder.</summary>
    public static string Describe(string folder)
    {
        var processor = File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim();
        var memory = long.Parse(
            File.ReadLines("/proc/meminfo").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture);
        var kernel = File.ReadAllText("/proc/sys/kernel/osrelease").Trim();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores ({processor ?? RuntimeInformation.ProcessArchitecture.ToString()}), " +
            $"{memory / 1048576.0:F0} GB, Linux {kernel}, {RuntimeInformation.FrameworkDescription}; 4 kB " +
            $"overwritten and flushed in {MedianOf(folder, FlushPage):F2} ms, a file of 1.5 MB made durable in " +
            $"{MedianOf(folder, KeepFile):F2} ms; server, driver and upstream share the cores.");
    }

    private static double MedianOf(string folder, Action<string, int> act) => Medians.Of(
        [.. Enumerable.Range(0, Times).Select(number =>
        {
            var begun = Stopwatch.GetTimestamp();
            act(folder, number);
            return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        })])!.Value;

    // In a file that has its length already, as a database's log has most of the time.
    private static void FlushPage(string folder, int number)
    {
        using var file = new FileStream(
            Path.Combine(folder, "pages"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 0);
        if (number == 0)
        {
            file.Write(new byte[Times * Page]);
            file.Flush(flushToDisk: true);
        }

        file.Position = (long)number * Page;
        file.Write(new byte[Page]);
        file.Flush(flushToDisk: true);
    }

    private static void KeepFile(string folder, int number)
    {
        var name = Path.Combine(folder, FormattableString.Invariant($"file-{number}"));
        using (var file = new FileStream(
            $"{name}.new", FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            file.Write(new byte[Image]);
            file.Flush(flushToDisk: true);
        }

        File.Move($"{name}.new", name);
        DirectoryFlush.Flush(folder);
    }
}
