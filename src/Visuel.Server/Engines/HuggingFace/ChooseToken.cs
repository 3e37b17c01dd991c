using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Server.Engines.Tokens;

namespace Visuel.Server.Engines.HuggingFace;

/// <summary>Chooses the token to draw with: the workspace's own, else <c>HF_TOKEN</c>, else <c>DEFAULT_HF_TOKEN</c>;
/// for visitors that last one alone.</summary>
internal sealed class ChooseToken(IOwnTokens owned, TokenSeal seal, HuggingFaceOptions options)
{
    /// <summary>The token, or null when there is none at all.</summary>
    public async ValueTask<string?> FindAsync(Patron patron, CancellationToken stop) =>
        patron.IsVisitor ? options.VisitorToken : await FindOwnAsync(patron.Workspace, stop) ?? options.Token;

    /// <summary>The workspace's own token, or null.</summary>
    public async ValueTask<string?> FindOwnAsync(WorkspaceId workspace, CancellationToken stop) =>
        await owned.FindAsync(workspace, stop) is { } kept ? seal.Open(kept) : null;
}
