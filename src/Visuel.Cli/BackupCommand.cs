using System.CommandLine;
using Visuel.Server.Blobs;
using Visuel.Server.Features.Moving;
using Visuel.Server.Stores;

namespace Visuel.Cli;

/// <summary><c>backup FILE</c>: records, images and keys in one file.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The file to make, such as visuel.zip. Keep it as you keep a password." };
        var command = new Command("backup", "Writes records, images and keys into one file. Visuel may be running.") { file };
        command.SetAction((parsed, stop) => Installation.UseSettingsAsync(settings => RunAsync(settings.Store, Path.GetFullPath(parsed.GetRequiredValue(file)), stop)));
        return command;
    }

    private static async Task<int> RunAsync(StoreOptions store, string path, CancellationToken stop)
    {
        if (File.Exists(path))
        {
            throw new CopyException($"{path} exists already.");
        }

        using var folder = Workplace.Take(store.DataFolder, mayServe: true);
        await using var records = StoreCatalog.OpenRecords(store);
        await Workplace.RefuseUnfinishedAsync(records, stop);
        using var bucket = store.Bucket is { } options ? new S3Blobs(options) : null;
        var draft = $"{path}.{Guid.CreateVersion7():N}";
        try
        {
            await using (var file = Create(draft))
            {
                Workplace.Tell(await WriteBackup.RunAsync(records, bucket is null ? folder.Images() : bucket, file, TimeProvider.System.GetUtcNow(), Console.WriteLine, stop));
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path);
        }
        finally
        {
            File.Delete(draft);
        }

        Console.WriteLine(path);
        return 0;
    }

    // It holds every key and every password's hash: for nobody else's eyes.
    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
