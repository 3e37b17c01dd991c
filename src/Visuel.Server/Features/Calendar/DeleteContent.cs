using Visuel.Core.Accounts;
using Visuel.Core.Calendar;
using Visuel.Server.Ui;

namespace Visuel.Server.Features.Calendar;

/// <summary>Removes a content item; its images stay in the library.</summary>
public sealed class DeleteContent(IContents contents, WorkspaceNews news)
{
    /// <summary>Removes it, and tells open pages. False when there was none.</summary>
    public async Task<bool> RunAsync(WorkspaceId workspace, ContentItemId id, CancellationToken stop)
    {
        var isGone = await contents.DeleteAsync(workspace, id, stop);
        if (isGone)
        {
            news.Tell(workspace);
        }

        return isGone;
    }
}
