using System.Diagnostics;
using System.Globalization;

namespace Visuel.Server.Tests.Reliability;

/// <summary>A disk of a few megabytes (tmpfs), which can be filled and made read-only.
/// Needs root; without it the test is skipped, and says so.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private int mounts;

    public SmallDisk(int megabytes)
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
        {
            Assert.Skip("SKIPPED: needs root on Linux, to mount a small disk.");
        }

        if (!Try("mount", "-t", "tmpfs", "-o", string.Create(
            CultureInfo.InvariantCulture, $"size={megabytes}m"), "visuel-test", folder.Path))
        {
            Assert.Skip("SKIPPED: this machine lets nobody mount a tmpfs.");
        }

        mounts = 1;
    }

    public string Path => folder.Path;

    private string Filler => System.IO.Path.Combine(folder.Path, "filler");

    /// <summary>Leaves no more room than this.</summary>
    public void Fill(int bytesLeft)
    {
        using var file = new FileStream(Filler, FileMode.Create);
        var room = new DriveInfo(folder.Path).AvailableFreeSpace - bytesLeft;
        var block = new byte[4096];
        for (var written = 0L; written + block.Length <= room; written += block.Length)
        {
            file.Write(block);
        }
    }

    /// <summary>Makes room again.</summary>
    public void Empty() => File.Delete(Filler);

    /// <summary>Lays a read-only view over it: what is opened from now on cannot be written.</summary>
    public void Protect()
    {
        Assert.True(Try("mount", "--bind", folder.Path, folder.Path));
        mounts++;
        Assert.True(Try("mount", "-o", "remount,bind,ro", folder.Path));
    }

    /// <summary>Takes the read-only view away.</summary>
    public void Unprotect()
    {
        Assert.True(Try("umount", "--lazy", folder.Path));
        mounts--;
    }

    public void Dispose()
    {
        for (; mounts > 0; mounts--)
        {
            Try("umount", "--lazy", folder.Path);
        }

        folder.Dispose();
    }

    private static bool Try(string command, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(command, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
