using Visuel.Core.Accounts;

namespace Visuel.Core.Generation;

/// <summary>Whom an image is drawn for: whose quota it counts in, and whose token may pay the provider.</summary>
/// <param name="Workspace">The workspace.</param>
/// <param name="Address">For a visitor, who has no account: names the address they come from without telling it.
/// Null for an account.</param>
public sealed record Patron(WorkspaceId Workspace, Guid? Address = null)
{
    /// <summary>Whether nobody is signed in.</summary>
    public bool IsVisitor => Address is not null;
}
