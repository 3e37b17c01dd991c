using System.Globalization;

namespace Visuel.Server.Stores;

/// <summary>Which of the processes on this data folder this one is: the lowest number whose lock file nobody holds. A process that died left its lock to the
/// system, so the one that starts in its place takes the same name and can settle what it left behind.</summary>
public sealed class NodeSlot : IDisposable
{
    private const int Most = 64;

    private readonly FileStream held;

    /// <summary>Takes a slot, for as long as this object lives.</summary>
    /// <exception cref="IOException">More processes share the folder than there are slots.</exception>
    public NodeSlot(string dataFolder)
    {
        var folder = Path.Combine(dataFolder, "nodes");
        Directory.CreateDirectory(folder);
        for (var number = 0; ; number++)
        {
            Name = number.ToString(CultureInfo.InvariantCulture);
            try
            {
                held = new FileStream(Path.Combine(folder, $"{Name}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                return;
            }
            catch (IOException) when (number + 1 < Most)
            {
                // Another living process has it: try the next.
            }
        }
    }

    /// <summary>The name that holds made by this process carry.</summary>
    public string Name { get; }

    public void Dispose() => held.Dispose();
}
