using System.CommandLine;
using Visuel.Server.Features.Moving;
using Visuel.Server.Stores;
using Visuel.Server.Stores.Records;

namespace Visuel.Cli;

/// <summary><c>move --to mongodb|sqlite</c>: copies the installation from the one store to the other, and the images
/// from the folder to the bucket or back.</summary>
internal static class MoveCommand
{
    public static Command Create()
    {
        var to = new Option<string>("--to")
        {
            Description =
                "Where to: mongodb (MONGODB_URI; images to S3_BUCKET if it is set) or sqlite (the data folder).",
            Required = true,
        };
        to.AcceptOnlyFromAmong("mongodb", "sqlite");
        var replace = new Option<bool>("--replace") { Description = "Removes what the other store already holds." };
        var records = new Option<bool>("--records-only") { Description = "Leaves the images where they are." };
        var command = new Command(
            "move",
            "Copies everything to MongoDB and S3, or back, and verifies it. Stop Visuel first. May be run again when " +
            "it broke off.")
        {
            to, replace, records,
        };
        command.SetAction((parsed, stop) => Installation.UseSettingsAsync(settings => RunAsync(
            settings.Store, parsed.GetRequiredValue(to) is "mongodb", parsed.GetValue(replace),
            parsed.GetValue(records), stop)));
        return command;
    }

    private static async Task<int> RunAsync(
        StoreOptions store, bool toMongo, bool replace, bool recordsOnly, CancellationToken stop)
    {
        if (!StoreCatalog.Of(store).IsShared)
        {
            throw new CopyException("MONGODB_URI is not set: name the database to move to or from.");
        }

        using var folder = CopySession.Take(store, mayServe: false);
        await using var database = StoreCatalog.OpenRecords(store);
        await using var file = StoreCatalog.InFolder(store.DataFolder).OpenRecords();
        var (from, to) = toMongo ? (file, database) : (database, file);
        await CopySession.RefuseUnfinishedAsync(from, stop);
        await CopySession.PrepareAsync(to, replace, stop);
        Console.WriteLine($"From {from.Name} to {to.Name}.");
        var code = recordsOnly ? 0 : await CopyAsync(from, folder, toMongo, stop);
        var taken = await CopyRecords.RunAsync(from, to, Console.WriteLine, stop);
        await CopyRecords.VerifyAsync(from, taken, "changed meanwhile: stop Visuel, and run this again", stop);
        await to.FinishAsync(stop);
        var next = toMongo
            ? "Start Visuel as it is set."
            : "Take MONGODB_URI and S3_BUCKET out of the settings, and start Visuel.";
        Console.WriteLine($"{CopySession.Whole(code)} {next}");
        return code;
    }

    // Without a bucket they stay in the folder, and are looked at all the same.
    private static async Task<int> CopyAsync(IRecords from, CopySession folder, bool toMongo, CancellationToken stop)
    {
        var places = folder.ImagesFrom();
        var to = folder.ImagesTo(folderAlone: !toMongo);
        return CopySession.Tell(await CopyImages.RunAsync(from, places, to, Console.WriteLine, stop), places);
    }
}
