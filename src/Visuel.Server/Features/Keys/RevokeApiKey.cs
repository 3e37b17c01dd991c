using Visuel.Core.Accounts;
using Visuel.Server.Callers;

namespace Visuel.Server.Features.Keys;

/// <summary>Takes an API key out of use, for good.</summary>
public sealed class RevokeApiKey(IApiKeys keys, KnownCallers callers, SecurityLog log, TimeProvider clock)
{
    /// <summary>Revokes a key of the workspace: on this node at once, on others within half a minute. Doing it again
    /// changes nothing. False when the workspace has no such key.</summary>
    public async Task<bool> RunAsync(WorkspaceId workspace, ApiKeyId id, CancellationToken stop)
    {
        if (!await keys.RevokeAsync(workspace, id, clock.GetUtcNow(), stop))
        {
            return false;
        }

        callers.Forget();
        log.NoteOwn(AuditKinds.KeyRevoked, id.ToString());
        return true;
    }
}
