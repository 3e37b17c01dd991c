using Visuel.Core.Library;
using Visuel.Server.Blobs;
using Visuel.Server.Features.Moving;
using Visuel.Server.Stores;
using Visuel.Server.Stores.Records;

namespace Visuel.Cli;

/// <summary>The data folder while a command is at work on it, and what such commands have in common.</summary>
internal sealed class CopySession : IDisposable
{
    private readonly StoreOptions store;
    private readonly NodeSlot slot;
    private readonly List<IDisposable> opened = [];

    private CopySession(StoreOptions store)
    {
        this.store = store;
        slot = StoreCatalog.OpenNode(store);
    }

    /// <summary>Takes a place beside the servers on it.</summary>
    /// <exception cref="CopyException">A server is at work there and must not be.</exception>
    public static CopySession Take(StoreOptions store, bool mayServe) =>
        !mayServe && NodeSlot.IsAnyTaken(store.DataFolder)
        ? throw new CopyException($"Visuel is running on {store.DataFolder}: stop it first.")
        : new CopySession(store);

    /// <summary>Every place that may hold files of images.</summary>
    public ImagePlaces ImagesFrom()
    {
        var all = BlobCatalog.OpenAll(store, slot);
        opened.AddRange(all.Select(place => place.Blobs).OfType<IDisposable>());
        return ImagePlaces.Of(all);
    }

    /// <summary>Where files of images are written: where the server keeps them, or the folder alone.</summary>
    public IBlobs ImagesTo(bool folderAlone = false)
    {
        var to = folderAlone ? BlobCatalog.OpenFolder(store, slot) : BlobCatalog.Open(store, slot);
        if (to is IDisposable disposable)
        {
            opened.Add(disposable);
        }

        return to;
    }

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

    /// <summary>How a copy ended, for people.</summary>
    public static string Whole(int code) =>
        code == 0 ? "All there, and the same." : "But for the missing images: all there, and the same.";

    /// <summary>Says what became of the images, and names those that are missing.</summary>
    /// <returns>The exit code: 1 when some are missing.</returns>
    public static int Tell(ImagesCopied images, ImagePlaces from)
    {
        Console.WriteLine(
            $"{images.Copied,10:N0}  images copied{(images.Present > 0 ? $", {images.Present:N0} were there" : "")}");
        if (images.Missing.Count == 0)
        {
            return 0;
        }

        foreach (var missing in images.Missing)
        {
            Console.Error.WriteLine($"Missing: image {missing.Image} of workspace {missing.Workspace}");
        }

        foreach (var place in from.Away)
        {
            Console.Error.WriteLine($"Not answering: {place}");
        }

        Console.Error.WriteLine($"Images missing: {images.Missing.Count:N0}. No place has their files whole.");
        return 1;
    }

    public void Dispose()
    {
        opened.ForEach(one => one.Dispose());
        slot.Dispose();
    }
}
