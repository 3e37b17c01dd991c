using Visuel.Core.Accounts;
using Visuel.Core.Library;
using Visuel.Server.Ui;

namespace Visuel.Server.Features.Library;

/// <summary>Removes an image: its file, its record and its cache entry. Its credit stays spent.</summary>
public sealed class DeleteImage(ILibrary library, IBlobs blobs, WorkspaceNews news)
{
    /// <summary>Removes it, and tells open pages. False when there was none.</summary>
    /// <param name="workspace">Whose it is.</param>
    /// <param name="id">Which.</param>
    /// <param name="stop">Gives up before anything is removed.</param>
    /// <exception cref="Core.StoreUnavailableException">The file cannot be removed;
    /// its record is still there.</exception>
    public async Task<bool> RunAsync(WorkspaceId workspace, ImageId id, CancellationToken stop)
    {
        if (await library.FindAsync(workspace, id, stop) is null)
        {
            return false;
        }

        // The file first: a record without a file is found again and can be removed again,
        // a file without a record is not.
        await blobs.DeleteAsync(workspace, id, CancellationToken.None);
        var isGone = await library.DeleteAsync(workspace, id, CancellationToken.None);
        news.Tell(workspace);
        return isGone;
    }
}
