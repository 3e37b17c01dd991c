using Microsoft.AspNetCore.Identity;
using Visuel.Core.Accounts;

namespace Visuel.Server.Features.Accounts;

/// <summary>Gives Identity our accounts: passwords and security stamps. Registration is not among it, since an account
/// is made together with its workspace (<see cref="Register"/>), and neither is the lockout, since wrong passwords must
/// be counted in one write (<see cref="SignIn"/>).</summary>
public sealed class IdentityStore(
    IAccounts accounts) : IUserPasswordStore<AccountUser>, IUserSecurityStampStore<AccountUser>
{
    public Task<string> GetUserIdAsync(AccountUser user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Account.Id.ToString());

    public Task<string?> GetUserNameAsync(AccountUser user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Account.Email);

    public Task<string?> GetNormalizedUserNameAsync(AccountUser user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Account.NormalizedEmail);

    public Task<string?> GetPasswordHashAsync(AccountUser user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Account.PasswordHash);

    public Task<bool> HasPasswordAsync(AccountUser user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<string?> GetSecurityStampAsync(AccountUser user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Account.SecurityStamp);

    public Task SetPasswordHashAsync(AccountUser user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.Account = user.Account with { PasswordHash = passwordHash ?? "" };
        return Task.CompletedTask;
    }

    public Task SetSecurityStampAsync(AccountUser user, string stamp, CancellationToken cancellationToken)
    {
        user.Account = user.Account with { SecurityStamp = stamp };
        return Task.CompletedTask;
    }

    // The address is the name; Identity sets it again before each update, to what it already is.
    public Task SetUserNameAsync(AccountUser user, string? userName, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public Task SetNormalizedUserNameAsync(
        AccountUser user, string? normalizedName, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public async Task<IdentityResult> UpdateAsync(AccountUser user, CancellationToken cancellationToken) =>
        await accounts.UpdateAsync(user.Account, cancellationToken) ? IdentityResult.Success : IdentityResult.Failed();

    public async Task<AccountUser?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Guid.TryParse(userId, out var id)
            && await accounts.FindAsync(new AccountId(id), cancellationToken) is { } account
            ? new AccountUser(account)
            : null;

    public async Task<AccountUser?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        await accounts.FindByEmailAsync(normalizedUserName, cancellationToken) is { } account
            ? new AccountUser(account)
            : null;

    public Task<IdentityResult> CreateAsync(AccountUser user, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Accounts are made by Register.");

    public Task<IdentityResult> DeleteAsync(AccountUser user, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Accounts are removed by EraseAccount.");

    public void Dispose()
    {
    }
}
