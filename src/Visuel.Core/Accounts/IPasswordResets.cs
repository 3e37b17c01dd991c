namespace Visuel.Core.Accounts;

/// <summary>A link that sets another password.</summary>
/// <param name="Account">Whose password.</param>
/// <param name="TokenHash">SHA-256 of what the link carries, in hexadecimal; the link itself is kept nowhere.</param>
/// <param name="Stamp">The account's security stamp when it was made: the link is dead once that changed.</param>
/// <param name="ExpiresAt">When it is dead in any case.</param>
public sealed record PasswordReset(AccountId Account, string TokenHash, string Stamp, DateTimeOffset ExpiresAt);

/// <summary>Keeps links that set another password, one an account.</summary>
public interface IPasswordResets
{
    /// <summary>Keeps a link in place of the one before, and writes it into the audit trail.</summary>
    Task SaveAsync(PasswordReset reset, AuditEntry entry, CancellationToken stop);

    /// <summary>Whose password a link sets; null when it is unknown, used, expired, or older than the
    /// password.</summary>
    Task<AccountId?> FindAsync(string tokenHash, DateTimeOffset now, CancellationToken stop);

    /// <summary>Uses a link: sets hash and stamp of its account, ends all its sessions, and is dead from then on; in
    /// one transaction, so that of two at once one wins. Whose it was; null as for <see cref="FindAsync"/>.</summary>
    Task<AccountId?> UseAsync(
        string tokenHash, string passwordHash, string stamp, DateTimeOffset now, CancellationToken stop);
}
