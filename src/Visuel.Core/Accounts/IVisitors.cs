namespace Visuel.Core.Accounts;

/// <summary>Keeps the workspaces of people who try Visuel without an account. They live for a day.</summary>
public interface IVisitors
{
    /// <summary>Keeps a visitor's workspace until <paramref name="expiresAt"/>.
    /// Harmless when it is kept already.</summary>
    Task AddAsync(Workspace workspace, DateTimeOffset expiresAt, CancellationToken stop);

    /// <summary>Workspaces whose time ended before <paramref name="now"/>, oldest first.</summary>
    Task<IReadOnlyList<WorkspaceId>> ListExpiredAsync(DateTimeOffset now, int limit, CancellationToken stop);

    /// <summary>Removes a visitor's workspace; its images must be gone. False when it is no visitor's.</summary>
    Task<bool> RemoveAsync(WorkspaceId workspace, CancellationToken stop);

    /// <summary>The salt of a day; where there is none, <paramref name="candidate"/> becomes it, and those of other
    /// days are forgotten, so that what was hashed with them cannot be tried out any more.</summary>
    Task<ReadOnlyMemory<byte>> SaltAsync(DateOnly day, ReadOnlyMemory<byte> candidate, CancellationToken stop);
}
