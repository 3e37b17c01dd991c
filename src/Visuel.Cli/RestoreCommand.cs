using System.CommandLine;
using Visuel.Server.Features.Moving;
using Visuel.Server.Stores;

namespace Visuel.Cli;

/// <summary><c>restore FILE</c>: what a backup holds, in the store that the settings name,
/// which may be another than it came from.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A file that backup made." };
        var replace = new Option<bool>("--replace") { Description = "Removes what the store already holds." };
        var command = new Command(
            "restore",
            "Puts back what a backup holds, and verifies it. Stop Visuel first. May be run again when it broke off.")
        {
            file, replace,
        };
        command.SetAction((parsed, stop) => Installation.UseSettingsAsync(settings => RunAsync(
            settings.Store, Path.GetFullPath(parsed.GetRequiredValue(file)), parsed.GetValue(replace), stop)));
        return command;
    }

    private static async Task<int> RunAsync(StoreOptions store, string path, bool replace, CancellationToken stop)
    {
        await using var archive = await BackupArchive.OpenAsync(path, stop);
        using var folder = CopySession.Take(store, mayServe: false);
        await using var records = StoreCatalog.OpenRecords(store);
        await CopySession.PrepareAsync(records, replace, stop);
        Console.WriteLine($"From {path}, of {archive.Contents.MadeAt:yyyy-MM-dd HH:mm} UTC, to {records.Name}.");
        var from = new ImagePlaces(new ImagePlace(path, archive.OpenImageAsync));
        var images = await CopyImages.RunAsync(archive, from, folder.ImagesTo(), Console.WriteLine, stop);
        var taken = await CopyRecords.RunAsync(archive, records, Console.WriteLine, stop);
        CopyRecords.Compare(
            taken, archive.Contents.Records, "is not what the backup says it holds: the file is damaged");
        await records.FinishAsync(stop);
        var code = CopySession.Tell(images, from);
        Console.WriteLine($"{CopySession.Whole(code)} Start Visuel.");
        return code;
    }
}
