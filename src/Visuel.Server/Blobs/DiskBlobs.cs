using System.Globalization;
using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Core.Library;

namespace Visuel.Server.Blobs;

/// <summary>Images as files. A file is written beside its place, flushed, and renamed:
/// it is there whole or not at all.</summary>
public sealed class DiskBlobs : IBlobs
{
    // ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL of Windows; ENOSPC and EDQUOT of Linux.
    private static readonly int[] NoRoom = [unchecked((int)0x80070070), unchecked((int)0x80070027), 28, 122];

    private readonly string root;
    private readonly string arrivals;

    /// <summary>Keeps files under this folder, which is made where it is not there.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="node">The name of this process, no other's:
    /// what its predecessor was writing when it died is thrown away.</param>
    public DiskBlobs(string folder, string node)
    {
        root = folder;
        arrivals = Path.Combine(folder, "arrivals", node);
        try
        {
            Directory.CreateDirectory(arrivals);
            foreach (var unfinished in Directory.EnumerateFiles(arrivals))
            {
                TryDelete(unfinished);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Said by each image that cannot be written; it is no reason not to start.
        }
    }

    public Task<IStagedBlob> StageAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop) => GuardAsync<IStagedBlob>(
        async () =>
        {
            // Somebody may have removed the folder under a running server.
            Directory.CreateDirectory(arrivals);
            var staged = new StagedFile(this, Path.Combine(arrivals, Guid.CreateVersion7().ToString()));
            try
            {
                await staged.WriteAsync(bytes, stop);
                return staged;
            }
            catch
            {
                await staged.DisposeAsync();
                throw;
            }
        },
        error => new StoreUnavailableException("The folder of images cannot be written to.", error));

    /// <summary>Writes a byte where images are written first, and removes it.</summary>
    /// <exception cref="StoreUnavailableException">Nothing can be written there.</exception>
    public async Task ProbeAsync(CancellationToken stop)
    {
        await using var written = await StageAsync(new byte[1], stop);
    }

    public Task<Stream?> OpenAsync(BlobName name, CancellationToken stop) => GuardAsync("read", () =>
    {
        try
        {
            return new FileStream(
                PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0,
                FileOptions.Asynchronous);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return (Stream?)null;
        }
    });

    public Task DeleteAsync(WorkspaceId workspace, ImageId image, CancellationToken stop) => GuardAsync("removed", () =>
    {
        try
        {
            File.Delete(PathOf(new BlobName(workspace, image)));
            foreach (var width in BlobName.ThumbnailWidths)
            {
                File.Delete(PathOf(new BlobName(workspace, image, width)));
            }
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing of this workspace is here.
        }

        return true;
    });

    /// <summary>The workspaces that have files here.</summary>
    /// <exception cref="StoreUnavailableException">The folder cannot be read.</exception>
    public IReadOnlyList<WorkspaceId> ListWorkspaces() => Guard("read", () => (IReadOnlyList<WorkspaceId>)
    [
        .. from folder in Directory.Exists(root) ? Directory.EnumerateDirectories(root) : []
           where Guid.TryParse(Path.GetFileName(folder), out _)
           select new WorkspaceId(Guid.Parse(Path.GetFileName(folder))),
    ]);

    /// <summary>The files of a workspace. Those that are none of ours are left out.</summary>
    /// <exception cref="FileUnavailableException">Its folder cannot be read.</exception>
    public IReadOnlyList<BlobName> List(WorkspaceId workspace) => Guard("read", () => (IReadOnlyList<BlobName>)
    [
        .. from file in Directory.EnumerateFiles(FolderOf(workspace))
           let name = TryParse(workspace, Path.GetFileName(file))
           where name is not null
           select name.Value,
    ]);

    /// <summary>Whether a file is there.</summary>
    public bool Has(BlobName name) => File.Exists(PathOf(name));

    /// <summary>Removes one file. False when it is gone already.</summary>
    /// <exception cref="FileUnavailableException">It cannot be removed.</exception>
    public bool Remove(BlobName name) => Guard("removed", () =>
    {
        var isThere = Has(name);
        if (isThere)
        {
            File.Delete(PathOf(name));
        }

        return isThere;
    });

    private static BlobName? TryParse(WorkspaceId workspace, string file)
    {
        var parts = file.Split('.');
        var width = parts is [_, var text, "webp"] && int.TryParse(text, CultureInfo.InvariantCulture, out var pixels)
            ? pixels
            : (int?)null;
        return Guid.TryParse(parts[0], out var image) && (width is not null || parts is [_, "png"])
            ? new BlobName(workspace, new ImageId(image), width)
            : null;
    }

    private static FileUnavailableException Unavailable(string what, Exception error) =>
        new($"A file of an image cannot be {what}.", error);

    private static T Guard<T>(string what, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unavailable(what, error);
        }
    }

    private static Task<T> GuardAsync<T>(string what, Func<T> work) =>
        GuardAsync(() => Task.FromResult(work()), error => Unavailable(what, error));

    private static async Task<T> GuardAsync<T>(Func<Task<T>> work, Func<Exception, StoreUnavailableException> otherwise)
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NoRoom.Contains(error.HResult)
                ? new StorageFullException("The disk has no room left.", error)
                : otherwise(error);
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What keeps it from being written keeps it from being removed; the next start tries again.
        }
    }

    private string PathOf(BlobName name) => Path.Combine(
        FolderOf(name.Workspace),
        name.Width is { } width
            ? string.Create(CultureInfo.InvariantCulture, $"{name.Image}.{width}.webp")
            : $"{name.Image}.png");

    private string FolderOf(WorkspaceId workspace) => Path.Combine(root, workspace.ToString());

    private sealed class StagedFile(DiskBlobs blobs, string arrival) : IStagedBlob
    {
        private bool isPlaced;

        public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
        {
            await using var file = new FileStream(
                arrival, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            await file.WriteAsync(bytes, stop);
            file.Flush(flushToDisk: true);
        }

        public Task PlaceAsync(BlobName name, CancellationToken stop) => GuardAsync("written", () =>
        {
            var place = blobs.PathOf(name);
            var folder = Path.GetDirectoryName(place)!;
            Directory.CreateDirectory(folder);
            File.Move(arrival, place, overwrite: true);
            isPlaced = true;
            DirectoryFlush.Flush(folder);
            return true;
        });

        public ValueTask DisposeAsync()
        {
            if (!isPlaced)
            {
                TryDelete(arrival);
            }

            return ValueTask.CompletedTask;
        }
    }
}
