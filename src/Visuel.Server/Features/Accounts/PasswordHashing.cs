using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Visuel.Core.Accounts;

namespace Visuel.Server.Features.Accounts;

/// <summary>Hashes and checks passwords, no more at once than there are cores: a hash is slow on purpose (210,000
/// rounds of PBKDF2-HMAC-SHA512, about half a second), and unbounded sign-ins would starve everything else.</summary>
public sealed class PasswordHashing(IServiceScopeFactory scopes, IOptions<PasswordHasherOptions> options)
    : IDisposable
{
    private readonly SemaphoreSlim cores = new(Environment.ProcessorCount);
    private readonly Lazy<string> nobody = new(
        () => new PasswordHasher<AccountUser>(options).HashPassword(null!, Guid.CreateVersion7().ToString()));

    /// <summary>The hash of a new password.</summary>
    public Task<string> HashAsync(string password, CancellationToken stop) =>
        WithCoreAsync((hasher, _) => Task.FromResult(hasher.PasswordHasher.HashPassword(null!, password)), stop);

    /// <summary>Whether the password is the account's; an old hash is renewed on the way.
    /// For no account it takes as long, and is false.</summary>
    public Task<bool> CheckAsync(Account? account, string password, CancellationToken stop) => WithCoreAsync(
        async (users, _) =>
        {
            if (account is not null)
            {
                return await users.CheckPasswordAsync(new AccountUser(account), password);
            }

            users.PasswordHasher.VerifyHashedPassword(null!, nobody.Value, password);
            return false;
        },
        stop);

    /// <summary>Sets another password and with it another security stamp.
    /// False when the current one is wrong.</summary>
    public Task<bool> ChangeAsync(Account account, string current, string next, CancellationToken stop) =>
        WithCoreAsync(
            async (users, _) => (await users.ChangePasswordAsync(new AccountUser(account), current, next)).Succeeded,
            stop);

    public void Dispose() => cores.Dispose();

    private async Task<T> WithCoreAsync<T>(
        Func<UserManager<AccountUser>, CancellationToken, Task<T>> work, CancellationToken stop)
    {
        await cores.WaitAsync(stop);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            // Off the request's thread: a hash would hold it for half a second.
            return await Task.Run(
                () => work(scope.ServiceProvider.GetRequiredService<UserManager<AccountUser>>(), stop), stop);
        }
        finally
        {
            cores.Release();
        }
    }
}
