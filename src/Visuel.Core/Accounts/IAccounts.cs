namespace Visuel.Core.Accounts;

/// <summary>Keeps accounts and the workspace each one owns.</summary>
public interface IAccounts
{
    /// <summary>Adds an account and its workspace in one transaction. The first account of an installation becomes its
    /// owner: role <see cref="AccountRole.Admin"/> and the granted plan <paramref name="ownerPlan"/>, decided inside
    /// that transaction, so that two first registrations at once make one owner.</summary>
    /// <param name="account">The account to add; its role is decided here.</param>
    /// <param name="workspace">The workspace to add with it; its granted plan is decided here.</param>
    /// <param name="ownerPlan">The plan granted to the owner.</param>
    /// <param name="mayOwn">Whether this caller may become the owner;
    /// otherwise a first registration is refused.</param>
    /// <param name="stop">Gives up.</param>
    Task<RegisterOutcome> RegisterAsync(
        Account account, Workspace workspace, string ownerPlan, bool mayOwn, CancellationToken stop);

    /// <summary>The account, or null.</summary>
    Task<Account?> FindAsync(AccountId id, CancellationToken stop);

    /// <summary>The account with this normalised address, or null.</summary>
    Task<Account?> FindByEmailAsync(string normalizedEmail, CancellationToken stop);

    /// <summary>Writes name, role, locale, time zone, password hash and stamp.
    /// False when the account is gone.</summary>
    Task<bool> UpdateAsync(Account account, CancellationToken stop);

    /// <summary>Removes an account, its sessions, keys and tokens, in one transaction, and notes its workspace to be
    /// erased. Never the last administrator.</summary>
    Task<RemoveOutcome> RemoveAsync(AccountId id, DateTimeOffset now, CancellationToken stop);

    /// <summary>Workspaces that are to be erased.</summary>
    Task<IReadOnlyList<WorkspaceId>> ListToEraseAsync(int limit, CancellationToken stop);

    /// <summary>Removes a workspace that is to be erased; its ledger stays. False while items or images are left in it,
    /// or when it is not to be erased.</summary>
    Task<bool> FinishErasureAsync(WorkspaceId workspace, CancellationToken stop);

    /// <summary>The account a workspace was made with, or null.</summary>
    Task<Account?> FindOwnerAsync(WorkspaceId workspace, CancellationToken stop);

    /// <summary>The workspace, or null.</summary>
    Task<Workspace?> FindWorkspaceAsync(WorkspaceId id, CancellationToken stop);

    /// <summary>Sets the role of an account, and the granted plan and limit of its workspace, and writes the trail of
    /// it, in one transaction. Never leaves an installation without an administrator.</summary>
    Task<RightsOutcome> SetRightsAsync(AccountRow row, IReadOnlyList<AuditEntry> trail, CancellationToken stop);

    /// <summary>Accounts whose address or name contains <paramref name="query"/> (all when null),
    /// in the order they registered.</summary>
    Task<Page<AccountRow>> ListAsync(string? query, string? cursor, int limit, CancellationToken stop);

    /// <summary>How many accounts there are.</summary>
    Task<long> CountAsync(CancellationToken stop);
}

/// <summary>An account beside the workspace it owns.</summary>
public sealed record AccountRow(Account Account, Workspace Workspace);

/// <summary>What became of a change of rights.</summary>
public enum RightsOutcome
{
    /// <summary>They count from now on.</summary>
    Changed,

    /// <summary>Nobody would be left to administer.</summary>
    LastAdministrator,

    /// <summary>There is no such account.</summary>
    Missing,
}

/// <summary>What became of a removal.</summary>
public enum RemoveOutcome
{
    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>Nobody would be left to administer.</summary>
    LastAdministrator,

    /// <summary>There is no such account.</summary>
    Missing,
}

/// <summary>What became of a registration.</summary>
public abstract record RegisterOutcome
{
    private RegisterOutcome()
    {
    }

    /// <summary>The account exists now, with the role and plan it was given.</summary>
    public sealed record Registered(Account Account, Workspace Workspace) : RegisterOutcome;

    /// <summary>Another account has this address.</summary>
    public sealed record EmailTaken : RegisterOutcome;

    /// <summary>It would be the first account, and this caller may not become the owner.</summary>
    public sealed record OwnerOnly : RegisterOutcome;
}
