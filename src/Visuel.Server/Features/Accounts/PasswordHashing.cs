using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Visuel.Core.Accounts;
using Visuel.Core.Words;

namespace Visuel.Server.Features.Accounts;

/// <summary>Hashes and checks passwords, no more at once than there are cores: a hash is slow on purpose (210,000
/// rounds of PBKDF2-HMAC-SHA512, about half a second), and unbounded sign-ins would starve everything else.</summary>
public sealed class PasswordHashing(IServiceScopeFactory scopes, IOptions<PasswordHasherOptions> options)
    : IDisposable
{
    private readonly SemaphoreSlim cores = new(Environment.ProcessorCount);
    private readonly Lazy<string> nobody = new(
        () => new PasswordHasher<AccountUser>(options).HashPassword(null!, Guid.CreateVersion7().ToString()));

    /// <summary>The hash of a new password, which is composed first.</summary>
    public Task<string> HashAsync(string password, CancellationToken stop) => WithCoreAsync(
        (users, _) => Task.FromResult(users.PasswordHasher.HashPassword(null!, TypedText.Password(password))), stop);

    /// <summary>Whether the password is the account's; an old hash is renewed on the way.
    /// For no account it takes as long, and is false.</summary>
    public Task<bool> CheckAsync(Account? account, string password, CancellationToken stop) => WithCoreAsync(
        async (users, _) => await AnyFormAsync(password, async form =>
        {
            if (account is not null)
            {
                return await users.CheckPasswordAsync(new AccountUser(account), form);
            }

            users.PasswordHasher.VerifyHashedPassword(null!, nobody.Value, form);
            return false;
        }),
        stop);

    /// <summary>Sets another password and with it another security stamp.
    /// False when the current one is wrong.</summary>
    public Task<bool> ChangeAsync(Account account, string current, string next, CancellationToken stop) =>
        WithCoreAsync(
            async (users, _) => await AnyFormAsync(current, async form => (await users.ChangePasswordAsync(
                new AccountUser(account), form, TypedText.Password(next))).Succeeded),
            stop);

    public void Dispose() => cores.Dispose();

    // Earlier versions hashed what was typed: that is tried where the composed form is wrong. Half characters have no
    // bytes to be hashed, so a password with one was never taken as it was typed.
    private static async Task<bool> AnyFormAsync(string password, Func<string, Task<bool>> isRight)
    {
        var composed = TypedText.Password(password);
        return await isRight(composed)
            || (composed != password && !password.EnumerateRunes().Contains(Rune.ReplacementChar)
                && await isRight(password));
    }

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
