using System.Diagnostics;
using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Core.Library;

namespace Visuel.Server.Blobs;

/// <summary>Images in a bucket, for an installation on one machine: while the bucket is away they are kept in the data
/// folder, and move later. What lies in that folder from before there was a bucket moves too.</summary>
public sealed class SpooledBlobs(S3Blobs bucket, DiskBlobs disk) : IBlobs, IDisposable
{
    // How long a bucket that did not answer is left alone: nobody is to wait for it again and again.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    private long awaySince;

    private bool IsAway => awaySince != 0 && Stopwatch.GetElapsedTime(awaySince) < Rest;

    public void Dispose() => bucket.Dispose();

    public Task<IStagedBlob> StageAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop) =>
        Task.FromResult<IStagedBlob>(new StagedBytes(this, bytes));

    /// <summary>What is still in the folder is newer than what the bucket may have under its name;
    /// a thumbnail of it is made from there.</summary>
    public async Task<Stream?> OpenAsync(BlobName name, CancellationToken stop)
    {
        if (await disk.OpenAsync(name, stop) is { } there)
        {
            return there;
        }

        return name.Width is not null && disk.Has(name with { Width = null })
            ? null
            : await bucket.OpenAsync(name, stop);
    }

    /// <summary>Nothing is removed while the bucket is away: half of it would be no removal.</summary>
    public async Task DeleteAsync(WorkspaceId workspace, ImageId image, CancellationToken stop)
    {
        var waits = disk.Has(new BlobName(workspace, image));
        await bucket.DeleteAsync(workspace, image, stop);
        await disk.DeleteAsync(workspace, image, stop);
        if (waits)
        {
            // It may have moved in between.
            await bucket.DeleteAsync(workspace, image, stop);
        }
    }

    /// <summary>The workspaces that have files in the folder.</summary>
    public IReadOnlyList<WorkspaceId> ListWaiting() => disk.ListWorkspaces();

    /// <summary>The files of a workspace that are in the folder.</summary>
    /// <exception cref="FileUnavailableException">Its folder cannot be read.</exception>
    public IReadOnlyList<BlobName> ListWaiting(WorkspaceId workspace) => disk.List(workspace);

    /// <summary>Moves a file from the folder to the bucket.</summary>
    /// <exception cref="FileUnavailableException">It cannot be read, or not be removed once it is in the
    /// bucket.</exception>
    /// <exception cref="StoreUnavailableException">The bucket is away.</exception>
    public async Task MoveAsync(BlobName name, CancellationToken stop)
    {
        await using var file = await disk.OpenAsync(name, stop);
        if (file is null)
        {
            return;
        }

        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes, stop);
        await ((IBlobs)bucket).PutAsync(name, bytes, stop);
        if (!disk.Remove(name))
        {
            // Its image was deleted meanwhile, perhaps before this was sent.
            await bucket.DeleteAsync(name.Workspace, name.Image, stop);
        }
    }

    private async Task PlaceAsync(BlobName name, ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        if (!IsAway)
        {
            try
            {
                await ((IBlobs)bucket).PutAsync(name, bytes, stop);
                disk.Remove(name);
                awaySince = 0;
                return;
            }
            catch (StoreUnavailableException)
            {
                awaySince = Stopwatch.GetTimestamp();
            }
        }

        await ((IBlobs)disk).PutAsync(name, bytes, stop);
    }

    private sealed class StagedBytes(SpooledBlobs blobs, ReadOnlyMemory<byte> bytes) : IStagedBlob
    {
        public Task PlaceAsync(BlobName name, CancellationToken stop) => blobs.PlaceAsync(name, bytes, stop);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
