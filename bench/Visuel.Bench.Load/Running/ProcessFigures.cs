using System.Globalization;

namespace Visuel.Bench.Load.Running;

/// <summary>What Linux knows about a process (proc_pid_stat(5), proc_pid_status(5), proc_pid_clear_refs(5)).</summary>
internal static class ProcessFigures
{
    // USER_HZ, the same on every architecture .NET runs on.
    private const double TicksPerSecond = 100;

    /// <summary>The processor time it has used, in its own code and in the kernel's.</summary>
    public static TimeSpan CpuOf(int pid)
    {
        var stat = File.ReadAllText(Invariant($"/proc/{pid}/stat"));
        // The name, in parentheses, may hold spaces; behind it come state and numbers,
        // of which the 12th and 13th count ticks.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromSeconds((Number(fields[11]) + Number(fields[12])) / TicksPerSecond);
    }

    /// <summary>The most memory it has had resident since <see cref="ForgetPeak"/>, in bytes.</summary>
    public static long PeakOf(int pid)
    {
        var line = File.ReadLines(Invariant($"/proc/{pid}/status"))
            .First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return Number(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]) * 1024;
    }

    /// <summary>Starts counting its peak anew, from what is resident now.</summary>
    public static void ForgetPeak(int pid) => File.WriteAllText(Invariant($"/proc/{pid}/clear_refs"), "5");

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
