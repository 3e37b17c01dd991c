using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Visuel.Server.Stores;

/// <summary>Keeps the data folder from other users of the machine: folders have mode 700, files 600. Not on Windows,
/// where a folder's own rules say who may read it.</summary>
internal static partial class PrivateFiles
{
    private const UnixFileMode FolderMode = FileMode | UnixFileMode.UserExecute;
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    // What the server and its commands keep in the data folder. Beside it may lie what is somebody else's.
    private static readonly string[] Files = ["visuel.db", "visuel.db-wal", "visuel.db-shm"];
    private static readonly string[] Folders = ["images", "keys", "nodes"];

    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    /// <summary>Whatever this process writes from here on is its user's alone. What lies in the data folder from
    /// before is made so.</summary>
    /// <returns>What others may still read, since its rights cannot be changed; a sentence each.</returns>
    public static IReadOnlyList<string> Protect(string dataFolder) =>
        OperatingSystem.IsWindows() ? [] : ProtectOnUnix(dataFolder);

    [UnsupportedOSPlatform("windows")]
    private static IReadOnlyList<string> ProtectOnUnix(string dataFolder)
    {
        _ = SetMask((uint)Others);
        // What lies below a folder that nobody else may enter was out of reach: it is not looked through again.
        var below = IsOpen(dataFolder);
        string[] own =
        [
            dataFolder,
            .. Files.Select(name => Path.Combine(dataFolder, name)).Where(File.Exists),
            .. Folders.Select(name => Path.Combine(dataFolder, name)).Where(Directory.Exists),
        ];
        return [.. own.Select(path => Protect(path, below && path != dataFolder)).OfType<string>()];
    }

    // Null, or what is wrong.
    [UnsupportedOSPlatform("windows")]
    private static string? Protect(string path, bool below)
    {
        var open = Entries(path, below).Where(entry => !TryClose(entry)).ToList();
        return open.Count == 0 ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"Other users of this machine may read {open[0]}{(open.Count > 1 ? $" and {open.Count - 1} more" : "")}: " +
            $"its rights ({Octal(open[0])}) cannot be changed. As its owner, run chmod -R go-rwx {path}");
    }

    private static IEnumerable<string> Entries(string path, bool below) =>
        below && Directory.Exists(path)
            ? Directory.EnumerateFileSystemEntries(path, "*", Everything).Prepend(path)
            : [path];

    [UnsupportedOSPlatform("windows")]
    private static bool TryClose(string path)
    {
        try
        {
            if (IsOpen(path))
            {
                File.SetUnixFileMode(path, Directory.Exists(path) ? FolderMode : FileMode);
            }

            return true;
        }
        catch (FileNotFoundException)
        {
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static bool IsOpen(string path) => (File.GetUnixFileMode(path) & Others) != UnixFileMode.None;

    [UnsupportedOSPlatform("windows")]
    private static string Octal(string path) => Convert.ToString((int)File.GetUnixFileMode(path), 8);

    [UnsupportedOSPlatform("windows")]
    [LibraryImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint SetMask(uint mask);
}
