using System.Globalization;

namespace Visuel.Server.Stores;

/// <summary>Which of the processes on this data folder this one is: the lowest number whose lock file nobody holds. A
/// process that died left its lock to the system, so the one that starts in its place takes the same name and can
/// settle what it left behind.</summary>
public sealed class NodeSlot : IDisposable
{
    private const int Most = 64;

    private readonly FileStream held;

    /// <summary>Takes a slot, for as long as this object lives.</summary>
    /// <param name="dataFolder">What the processes of this machine share.</param>
    /// <param name="hasOtherMachines">Whether processes of other machines, with folders of their own, use the same
    /// store: the name then begins with this machine's.</param>
    /// <exception cref="IOException">More processes share the folder than there are slots.</exception>
    public NodeSlot(string dataFolder, bool hasOtherMachines = false)
    {
        var folder = Path.Combine(dataFolder, "nodes");
        Directory.CreateDirectory(folder);
        var machine = hasOtherMachines ? $"{Machine(Path.Combine(folder, "machine"))}-" : "";
        for (var number = 0; ; number++)
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"{machine}{number}");
            try
            {
                held = new FileStream(
                    Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{number}.lock")),
                    FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                return;
            }
            catch (IOException) when (number + 1 < Most)
            {
                // Another living process has it: try the next.
            }
        }
    }

    /// <summary>Whether a process is at work on this data folder.</summary>
    public static bool IsAnyTaken(string dataFolder)
    {
        var folder = Path.Combine(dataFolder, "nodes");
        return Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.lock").Any(IsTaken);
    }

    /// <summary>The name that holds made by this process carry.</summary>
    public string Name { get; }

    public void Dispose() => held.Dispose();

    private static bool IsTaken(string path)
    {
        try
        {
            using var free = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    // Made up by the first process here, and the same from then on. It is there whole or not at all:
    // another may start at the same moment.
    private static string Machine(string path)
    {
        if (!File.Exists(path))
        {
            var draft = $"{path}.{Guid.CreateVersion7():N}";
            File.WriteAllText(draft, Guid.CreateVersion7().ToString("N"));
            try
            {
                File.Move(draft, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(draft);
            }
        }

        return File.ReadAllText(path);
    }
}
