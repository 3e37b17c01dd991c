using System.Globalization;
using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Core.Library;

namespace Visuel.Server.Blobs;

/// <summary>Images as files. A file is written beside its place, flushed, and renamed: it is there whole or not at all.</summary>
public sealed class DiskBlobs : IBlobs
{
    // ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL of Windows; ENOSPC and EDQUOT of Linux.
    private static readonly int[] NoRoom = [unchecked((int)0x80070070), unchecked((int)0x80070027), 28, 122];

    private readonly string root;
    private readonly string arrivals;

    /// <summary>Keeps files under this folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="node">The name of this process, no other's: what its predecessor was writing when it died is thrown away.</param>
    public DiskBlobs(string folder, string node)
    {
        root = folder;
        arrivals = Path.Combine(folder, "arrivals", node);
        Directory.CreateDirectory(arrivals);
        foreach (var unfinished in Directory.EnumerateFiles(arrivals))
        {
            File.Delete(unfinished);
        }
    }

    public Task<IStagedBlob> StageAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop) => GuardAsync<IStagedBlob>(async () =>
    {
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
    });

    public Task<Stream?> OpenAsync(BlobName name, CancellationToken stop)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(
                PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task DeleteAsync(WorkspaceId workspace, ImageId image, CancellationToken stop)
    {
        if (Directory.Exists(FolderOf(workspace)))
        {
            File.Delete(PathOf(new BlobName(workspace, image)));
            foreach (var width in BlobName.ThumbnailWidths)
            {
                File.Delete(PathOf(new BlobName(workspace, image, width)));
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>What is there. Files that are none of ours are left out.</summary>
    public IEnumerable<BlobName> List() =>
        from folder in Directory.EnumerateDirectories(root)
        where Guid.TryParse(Path.GetFileName(folder), out _)
        from file in Directory.EnumerateFiles(folder)
        let name = TryParse(Path.GetFileName(folder), Path.GetFileName(file))
        where name is not null
        select name.Value;

    /// <summary>Whether a file is there.</summary>
    public bool Has(BlobName name) => File.Exists(PathOf(name));

    /// <summary>Removes one file. False when it is gone already.</summary>
    public bool Remove(BlobName name)
    {
        var isThere = Has(name);
        if (isThere)
        {
            File.Delete(PathOf(name));
        }

        return isThere;
    }

    private static BlobName? TryParse(string folder, string file)
    {
        var parts = file.Split('.');
        var width = parts is [_, var text, "webp"] && int.TryParse(text, CultureInfo.InvariantCulture, out var pixels) ? pixels : (int?)null;
        return Guid.TryParse(folder, out var workspace) && Guid.TryParse(parts[0], out var image) && (width is not null || parts is [_, "png"])
            ? new BlobName(new WorkspaceId(workspace), new ImageId(image), width)
            : null;
    }

    private static async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NoRoom.Contains(error.HResult)
                ? new StorageFullException("The disk has no room left.", error)
                : new StoreUnavailableException("The folder of images cannot be written to.", error);
        }
    }

    private string PathOf(BlobName name) => Path.Combine(
        FolderOf(name.Workspace),
        name.Width is { } width ? string.Create(CultureInfo.InvariantCulture, $"{name.Image}.{width}.webp") : $"{name.Image}.png");

    private string FolderOf(WorkspaceId workspace) => Path.Combine(root, workspace.ToString());

    private sealed class StagedFile(DiskBlobs blobs, string arrival) : IStagedBlob
    {
        private bool isPlaced;

        public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
        {
            await using var file = new FileStream(arrival, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            await file.WriteAsync(bytes, stop);
            file.Flush(flushToDisk: true);
        }

        public Task PlaceAsync(BlobName name, CancellationToken stop) => GuardAsync(() =>
        {
            var place = blobs.PathOf(name);
            var folder = Path.GetDirectoryName(place)!;
            Directory.CreateDirectory(folder);
            File.Move(arrival, place, overwrite: true);
            isPlaced = true;
            DirectoryFlush.Flush(folder);
            return Task.FromResult(true);
        });

        public ValueTask DisposeAsync()
        {
            if (!isPlaced)
            {
                TryDelete();
            }

            return ValueTask.CompletedTask;
        }

        private void TryDelete()
        {
            try
            {
                File.Delete(arrival);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // What keeps it from being written keeps it from being removed; the next start does.
            }
        }
    }
}
