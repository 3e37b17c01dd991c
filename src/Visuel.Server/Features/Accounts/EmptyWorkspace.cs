using Visuel.Core.Accounts;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Server.Features.Billing;
using Visuel.Server.Features.Calendar;
using Visuel.Server.Features.Library;

namespace Visuel.Server.Features.Accounts;

/// <summary>Removes what is in a workspace: requests to draw, items, images and their files.
/// Its ledger stays.</summary>
public sealed class EmptyWorkspace(
    IGenerations generations, IContents contents, ILibrary library, DeleteContent deleteContent,
    DeleteImage deleteImage, EndSubscription endSubscription)
{
    private const int Batch = 100;

    /// <summary>Removes it; callable again where it broke off.</summary>
    /// <exception cref="FileUnavailableException">Files of images cannot be removed; everything else is
    /// gone.</exception>
    public async Task RunAsync(WorkspaceId workspace, CancellationToken stop)
    {
        // First, so that what is being drawn is not kept any more.
        await generations.ForgetAsync(workspace, stop);
        while ((await contents.ListAsync(
            workspace, new ContentQuery(null, null, null, null, null, null, null, Batch),
            stop)).Items is { Count: > 0 } items)
        {
            foreach (var item in items)
            {
                await deleteContent.RunAsync(workspace, item.Id, stop);
            }
        }

        var stuck = await RemoveImagesAsync(workspace, stop);
        // What nobody uses any more is not paid any longer. Last: where Stripe is away, only this waits.
        await endSubscription.RunAsync(workspace, stop);
        if (stuck is not null)
        {
            throw stuck;
        }
    }

    // All that can be removed is; then why the rest cannot, or null.
    private async Task<FileUnavailableException?> RemoveImagesAsync(WorkspaceId workspace, CancellationToken stop)
    {
        FileUnavailableException? stuck = null;
        string? cursor = null;
        do
        {
            var page = await library.ListAsync(workspace, new ImageQuery(null, null, cursor, Batch), stop);
            foreach (var image in page.Items)
            {
                try
                {
                    await deleteImage.RunAsync(workspace, image.Id, stop);
                }
                catch (FileUnavailableException error)
                {
                    stuck = error;
                }
            }

            cursor = page.Next;
        }
        while (cursor is not null);
        return stuck;
    }
}
