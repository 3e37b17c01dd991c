namespace Visuel.Core.Accounts;

/// <summary>A workspace's own Hugging Face token.</summary>
/// <param name="Workspace">Whose it is.</param>
/// <param name="Sealed">The token, encrypted before it comes here.</param>
/// <param name="User">Its owner's name at Hugging Face, to be shown in its place.</param>
/// <param name="SavedAt">When it was saved.</param>
public sealed record OwnToken(WorkspaceId Workspace, ReadOnlyMemory<byte> Sealed, string User, DateTimeOffset SavedAt);

/// <summary>Keeps the Hugging Face tokens that workspaces brought, one each.</summary>
public interface IOwnTokens
{
    /// <summary>The token of a workspace, or null.</summary>
    Task<OwnToken?> FindAsync(WorkspaceId workspace, CancellationToken stop);

    /// <summary>Keeps a token in place of the one before.</summary>
    Task SaveAsync(OwnToken token, CancellationToken stop);

    /// <summary>Forgets the token of a workspace. False when there was none.</summary>
    Task<bool> RemoveAsync(WorkspaceId workspace, CancellationToken stop);
}
