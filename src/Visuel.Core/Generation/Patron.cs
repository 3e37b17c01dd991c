using Visuel.Core.Accounts;

namespace Visuel.Core.Generation;

/// <summary>Whom an image is drawn for: whose quota it counts in, and whose token may pay the provider.</summary>
/// <param name="Workspace">The workspace.</param>
public sealed record Patron(WorkspaceId Workspace);
