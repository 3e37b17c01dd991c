using System.CommandLine;
using Visuel.Core.Library;
using Visuel.Server.Features.Moving;
using Visuel.Server.Stores;

namespace Visuel.Cli;

/// <summary><c>backup FILE</c>: records, images and keys in one file.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE")
        {
            Description = "The file to make, such as visuel.zip. Keep it as you keep a password.",
        };
        var command =
            new Command("backup", "Writes records, images and keys into one file. Visuel may be running.") { file };
        command.SetAction((parsed, stop) => Installation.UseSettingsAsync(
            settings => RunAsync(settings.Store, Path.GetFullPath(parsed.GetRequiredValue(file)), stop)));
        return command;
    }

    private static async Task<int> RunAsync(StoreOptions store, string path, CancellationToken stop)
    {
        if (File.Exists(path))
        {
            throw new CopyException($"{path} exists already.");
        }

        if (!StoreCatalog.IsThere(store))
        {
            throw new CopyException($"{store.Name} holds nothing: there is no database.");
        }

        using var folder = CopySession.Take(store, mayServe: true);
        await using var records = StoreCatalog.OpenRecords(store);
        await CopySession.RefuseUnfinishedAsync(records, stop);
        var from = folder.ImagesFrom();
        ImagesCopied images;
        var draft = $"{path}.{Guid.CreateVersion7():N}";
        try
        {
            await using (var file = Create(draft))
            {
                var now = TimeProvider.System.GetUtcNow();
                images = await WriteBackup.RunAsync(records, from, file, now, Console.WriteLine, stop);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path);
        }
        finally
        {
            File.Delete(draft);
        }

        var code = CopySession.Tell(images with { Missing = await StillKnownAsync(store, images.Missing, stop) }, from);
        Console.WriteLine(path);
        if (code != 0)
        {
            await Console.Error.WriteLineAsync("The backup was written without them.");
        }

        return code;
    }

    // What somebody deleted while the backup was being written is not missing.
    private static async Task<IReadOnlyList<BlobName>> StillKnownAsync(
        StoreOptions store, IReadOnlyList<BlobName> missing, CancellationToken stop)
    {
        if (missing.Count == 0)
        {
            return missing;
        }

        await using var now = StoreCatalog.OpenRecords(store);
        var known = new HashSet<BlobName>();
        await foreach (var image in CopyImages.ListAsync(now, stop))
        {
            known.Add(image.Name);
        }

        return [.. missing.Where(known.Contains)];
    }

    // It holds every key and every password's hash: for nobody else's eyes.
    private static FileStream Create(string path)
    {
        var options =
            new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
