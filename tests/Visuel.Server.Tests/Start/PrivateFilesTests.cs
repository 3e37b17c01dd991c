using Visuel.Server.Stores;

namespace Visuel.Server.Tests.Start;

/// <summary>Who on the machine may read what the server keeps.</summary>
public sealed class PrivateFilesTests
{
    private const UnixFileMode OwnerOnly =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    [Fact]
    public async Task Nobody_else_on_the_machine_reads_the_data_folder_nor_what_lies_in_it_from_before()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps rights in another way.");
        using var place = new Reliability.Installation();
        var data = Path.Combine(place.Folder, "data");
        var older = Directory.CreateDirectory(Path.Combine(data, "images", "older")).FullName;
        var image = Path.Combine(older, "image.png");
        await File.WriteAllTextAsync(image, "", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(data, "visuel.db"), "", TestContext.Current.CancellationToken);
        foreach (var path in new[] { data, Path.Combine(data, "images"), older })
        {
            Open(path, OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }

        foreach (var path in new[] { image, Path.Combine(data, "visuel.db") })
        {
            Open(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        }

        await using var server = await place.StartAsync();
        using var owner = await place.SignUpAsync(server, "owner");
        Assert.Equal(200, (await owner.PostAsync(
            "/api/images/generate", new { prompt = "a cat", width = 256, height = 256 })).Status);
        var entries = Directory.GetFileSystemEntries(data, "*", SearchOption.AllDirectories).Prepend(data).ToList();
        Assert.True(entries.Count > 8, string.Join('\n', entries));
        Assert.Empty(entries.Where(entry => Mode(entry) != (Directory.Exists(entry)
            ? OwnerOnly
            : UnixFileMode.UserRead | UnixFileMode.UserWrite)).Select(entry => $"{entry}: {Mode(entry)}"));
    }

    [Fact]
    public void What_belongs_to_others_beside_our_files_keeps_its_rights()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps rights in another way.");
        using var folder = new TemporaryFolder();
        var script = Path.Combine(folder.Path, "run");
        File.WriteAllText(script, "");
        Open(script, OwnerOnly | UnixFileMode.OtherExecute);
        Assert.Empty(PrivateFiles.Protect(folder.Path));
        Assert.Equal(OwnerOnly | UnixFileMode.OtherExecute, Mode(script));
        Assert.Equal(OwnerOnly, Mode(folder.Path));
    }

    [Fact]
    public void Rights_that_cannot_be_mended_are_named_with_what_to_do()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It takes a folder whose rights not even root changes.");
        var named = Assert.Single(PrivateFiles.Protect("/proc/self"));
        Assert.Contains("/proc/self", named, StringComparison.Ordinal);
        Assert.Contains("555", named, StringComparison.Ordinal);
        Assert.Contains("chmod", named, StringComparison.Ordinal);
    }

    private static UnixFileMode Mode(string path) =>
        OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);

    private static void Open(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}
