using Visuel.Server.Blobs;
using Visuel.Server.Features.Moving;
using Visuel.Server.Stores;
using Visuel.Server.Stores.Records;

namespace Visuel.Cli;

/// <summary>The data folder while a command is at work on it, and what such commands have in common.</summary>
internal sealed class Workplace : IDisposable
{
    private readonly string folder;
    private readonly NodeSlot slot;

    private Workplace(string folder)
    {
        this.folder = folder;
        slot = new NodeSlot(folder);
    }

    /// <summary>Takes a place beside the servers on it.</summary>
    /// <exception cref="CopyException">A server is at work there and must not be.</exception>
    public static Workplace Take(string folder, bool mayServe) =>
        !mayServe && NodeSlot.IsAnyTaken(folder) ? throw new CopyException($"Visuel is running on {folder}: stop it first.") : new Workplace(folder);

    /// <summary>The files of the folder.</summary>
    public DiskBlobs Images() => new(Path.Combine(folder, "images"), slot.Name);

    /// <summary>Refuses to copy from half an installation, or from none.</summary>
    public static async Task RefuseUnfinishedAsync(IRecords from, CancellationToken stop)
    {
        if (await from.IsUnfinishedAsync(stop))
        {
            throw new CopyException($"{from.Name}: {IRecords.Unfinished}");
        }

        if (!await from.HasAccountsAsync(stop))
        {
            throw new CopyException($"{from.Name} holds nothing: nobody has an account there.");
        }
    }

    /// <summary>Empties a store to copy into, unless it holds what nobody agreed to lose.</summary>
    public static async Task PrepareAsync(IRecords to, bool replace, CancellationToken stop)
    {
        if (!replace && !await to.IsUnfinishedAsync(stop) && await to.HasAccountsAsync(stop))
        {
            throw new CopyException($"{to.Name} already holds accounts. With --replace they are removed.");
        }

        await to.BeginAsync(stop);
    }

    /// <summary>Says what became of the images.</summary>
    public static void Tell(ImagesCopied images)
    {
        Console.WriteLine($"{images.Copied,10:N0}  images copied{(images.Present > 0 ? $", {images.Present:N0} were there" : "")}");
        foreach (var missing in images.Missing)
        {
            Console.Error.WriteLine($"No whole file, and none before: {missing}");
        }
    }

    public void Dispose() => slot.Dispose();
}
