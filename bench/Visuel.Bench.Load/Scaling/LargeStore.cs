using System.Globalization;
using Visuel.Bench.Load.Running;
using Visuel.Bench.Load.Seeding;

namespace Visuel.Bench.Load.Scaling;

/// <summary>The large store, which takes minutes to make and may be kept for the next run.</summary>
internal static class LargeStore
{
    private const string Complete = "complete";

    /// <summary>The folder of a store of this size: one kept before, or a new one.</summary>
    public static async Task<string> FindOrSeedAsync(int workspaces, int images, CancellationToken stop)
    {
        var folder = Path.Combine(Workshop.Root, FormattableString.Invariant($"store-{workspaces}-{images}"));
        if (File.Exists(Path.Combine(folder, Complete)))
        {
            return folder;
        }

        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        try
        {
            await SeedRecords.RunAsync(folder, workspaces, images, stop);
        }
        catch
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            throw;
        }

        await File.WriteAllTextAsync(Path.Combine(folder, Complete), "", stop);
        return folder;
    }

    /// <summary>Bytes of the database.</summary>
    public static long SizeOf(string folder) => new FileInfo(Database(folder)).Length;

    /// <summary>Reads the database once, so that it is in the system's page cache like that of a server in use. False,
    /// and nothing is read, when it would take more than half of the memory that is free.</summary>
    public static bool Warm(string folder)
    {
        var available = File.ReadLines("/proc/meminfo")
            .First(line => line.StartsWith("MemAvailable:", StringComparison.Ordinal));
        if (SizeOf(folder) > long.Parse(
            available.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024 / 2)
        {
            return false;
        }

        using var file = new FileStream(
            Database(folder), FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        var buffer = new byte[4 * 1024 * 1024];
        while (file.Read(buffer) > 0)
        {
            // Having been read is all.
        }

        return true;
    }

    private static string Database(string folder) => Path.Combine(folder, "visuel.db");
}
