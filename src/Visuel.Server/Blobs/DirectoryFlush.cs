using System.Runtime.InteropServices;

namespace Visuel.Server.Blobs;

/// <summary>Makes a rename survive a power cut: on Unix the folder's own entry has to reach the disk too (fsync(2),
/// "NOTES"). .NET opens no folders, so the C library is asked; elsewhere the file system does it by itself.</summary>
internal static partial class DirectoryFlush
{
    private const int ReadOnly = 0;

    public static void Flush(string folder)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            return;
        }

        var descriptor = Open(folder, ReadOnly);
        if (descriptor < 0)
        {
            throw new IOException(
                $"A folder could not be opened to be flushed (errno {Marshal.GetLastPInvokeError()}).");
        }

        try
        {
            if (Synchronise(descriptor) != 0)
            {
                throw new IOException(
                    $"A folder could not be flushed (errno {Marshal.GetLastPInvokeError()}).",
                    Marshal.GetLastPInvokeError());
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Synchronise(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
