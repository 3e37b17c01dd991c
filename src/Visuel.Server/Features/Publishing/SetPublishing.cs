using Visuel.Core.Accounts;
using Visuel.Core.Library;

namespace Visuel.Server.Features.Publishing;

/// <summary>Publishes the images of a workspace that are kept from now on, or no longer; then its public copies are
/// removed.</summary>
public sealed class SetPublishing(IPublicCopies copies, PublishingOptions options, TimeProvider clock)
{
    /// <summary>Sets it. False when there is no CDN that could publish them.</summary>
    public async Task<bool> RunAsync(WorkspaceId workspace, bool isPublic, CancellationToken stop)
    {
        if (isPublic && options.Cdn is null)
        {
            return false;
        }

        await copies.SetPublishingAsync(workspace, isPublic, clock.GetUtcNow(), stop);
        return true;
    }
}
