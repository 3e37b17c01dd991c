using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Visuel.Core.Accounts;
using Visuel.Core.Words;
using Visuel.Server.Limits;

namespace Visuel.Server.Features.Accounts;

/// <summary>Hashes and checks passwords. A hash is slow on purpose (210,000 rounds of PBKDF2-HMAC-SHA512, about half a
/// second): whoever asks for one has a turn of <see cref="HashingTurns"/>.</summary>
public sealed class PasswordHashing(
    IServiceScopeFactory scopes, IOptions<PasswordHasherOptions> options, HashingTurns turns)
{
    private readonly Lazy<string> nobody = new(
        () => new PasswordHasher<AccountUser>(options).HashPassword(null!, Guid.CreateVersion7().ToString()));

    /// <summary>What a password for no account is checked against: a hash like all others, so that it takes as
    /// long.</summary>
    internal string OfNobody => nobody.Value;

    /// <summary>The hash of a new password, which is composed first; null where too many wait for theirs.</summary>
    public async Task<string?> HashAsync(string password, string address, CancellationToken stop)
    {
        using var turn = await turns.WaitAsync(address, account: null, stop);
        return turn is null
            ? null
            : await OnOwnThreadAsync(
                users => Task.FromResult(users.PasswordHasher.HashPassword(null!, TypedText.Password(password))));
    }

    /// <summary>Whether the password is the account's; an old hash is renewed on the way.
    /// For no account it takes as long, and is false. The caller has a turn of the queue.</summary>
    public Task<bool> CheckAsync(Account? account, string password) => OnOwnThreadAsync(
        users => AnyFormAsync(password, async form =>
        {
            if (account is not null)
            {
                return await users.CheckPasswordAsync(new AccountUser(account), form);
            }

            users.PasswordHasher.VerifyHashedPassword(null!, OfNobody, form);
            return false;
        }));

    // Earlier versions hashed what was typed: that is tried where the composed form is wrong. Half characters have no
    // bytes to be hashed, so a password with one was never taken as it was typed.
    private static async Task<bool> AnyFormAsync(string password, Func<string, Task<bool>> isRight)
    {
        var composed = TypedText.Password(password);
        return await isRight(composed)
            || (composed != password && !password.EnumerateRunes().Contains(Rune.ReplacementChar)
                && await isRight(password));
    }

    // A hash on the thread pool would keep one of its few threads from requests for half a second.
    private async Task<T> OnOwnThreadAsync<T>(Func<UserManager<AccountUser>, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AccountUser>>();
        return await Task.Factory.StartNew(
            () => work(users), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }
}
