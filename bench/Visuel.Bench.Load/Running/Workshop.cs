namespace Visuel.Bench.Load.Running;

/// <summary>A folder on the disk of the repository for what a run writes; it goes when the run ends. Not the system's
/// temporary folder, which may be memory: there a flush costs nothing.</summary>
internal sealed class Workshop : IDisposable
{
    /// <summary>Where all runs write: <c>artifacts/bench-load</c>.</summary>
    public static readonly string Root =
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "bench-load"));

    private Workshop(string folder) => Folder = folder;

    /// <summary>The folder of this run.</summary>
    public string Folder { get; }

    /// <summary>Makes one.</summary>
    public static Workshop Open() => new(Directory.CreateDirectory(
        Path.Combine(Root, FormattableString.Invariant($"run-{Environment.ProcessId}"))).FullName);

    /// <summary>Free bytes on its disk.</summary>
    public static long FreeBytes()
    {
        Directory.CreateDirectory(Root);
        return new DriveInfo(Root).AvailableFreeSpace;
    }

    /// <summary>Refuses to fill the disk.</summary>
    /// <param name="bytes">What is about to be written.</param>
    /// <param name="what">What that is, for the message.</param>
    /// <exception cref="BenchException">There is not that much room, and 2 GB to spare.</exception>
    public static void DemandRoom(long bytes, string what)
    {
        const long spare = 2_000_000_000;
        var free = FreeBytes();
        if (free < bytes + spare)
        {
            throw new BenchException(FormattableString.Invariant(
                $"{what} needs about {bytes / 1e9:F1} GB and 2 GB to spare; {Root} has {free / 1e9:F1} GB free."));
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
