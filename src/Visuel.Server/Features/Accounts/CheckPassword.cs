using Visuel.Core.Accounts;
using Visuel.Server.Limits;

namespace Visuel.Server.Features.Accounts;

/// <summary>Checks the password of whoever tries to get in or is to prove again who they are, and counts what fails:
/// for an address that has no account as for one that has (docs/decisions/0008).</summary>
public sealed class CheckPassword(PasswordHashing passwords, HashingTurns turns, RequestLimits limits)
{
    /// <summary>Why it is refused, or null when it is right.</summary>
    /// <param name="account">The account, or null where the address has none.</param>
    /// <param name="email">The address as it was typed, at most 254 characters.</param>
    /// <param name="password">The password that was typed.</param>
    /// <param name="attempt">Where it comes from.</param>
    /// <param name="stop">Gives up the wait for a turn.</param>
    public async Task<SignInRefusal?> RunAsync(
        Account? account, string email, string password, SignInAttempt attempt, CancellationToken stop)
    {
        var name = EmailAddress.Normalize(email);
        if (limits.SignIns.Take($"{attempt.Address} {name}") is { } often)
        {
            return new SignInRefusal.TooMany(often);
        }

        // Strangers at the same network address do not keep out a browser that signed in before.
        var device = attempt.DeviceOf(account);
        using var place = limits.Failures.Hold(attempt.Address);
        if (place is null && device is null)
        {
            return TooManyFailures(attempt);
        }

        var refusal = await TryAsync(
            account, password, attempt.Address, device?.Id.ToString() ?? name, stop);
        if (refusal is SignInRefusal.Wrong or SignInRefusal.Locked)
        {
            place?.Keep();
        }

        return refusal;
    }

    /// <summary>The refusal of a network address with too many failures.</summary>
    public SignInRefusal TooManyFailures(SignInAttempt attempt) =>
        new SignInRefusal.TooMany(limits.Failures.WaitOf(attempt.Address) ?? TimeSpan.FromSeconds(1));

    /// <summary>Forgets wrong passwords for an address, and its lock, on this node.</summary>
    public void Forget(Account account) => limits.WrongPasswords.Forget(EmailAddress.Normalize(account.Email));

    private async Task<SignInRefusal?> TryAsync(
        Account? account, string password, string address, string counted, CancellationToken stop)
    {
        if (Lock(counted) is { } before)
        {
            return before;
        }

        using var turn = await turns.WaitAsync(address, counted, stop);
        if (turn is null)
        {
            return new SignInRefusal.Busy();
        }

        // What had its turn meanwhile may have been the fifth wrong one.
        if (Lock(counted) is { } meanwhile)
        {
            return meanwhile;
        }

        if (await passwords.CheckAsync(account, password))
        {
            limits.WrongPasswords.Forget(counted);
            return null;
        }

        limits.WrongPasswords.Take(counted);
        return Lock(counted) ?? (SignInRefusal)new SignInRefusal.Wrong();
    }

    private SignInRefusal.Locked? Lock(string counted) =>
        limits.WrongPasswords.WaitOf(counted) is { } wait ? new SignInRefusal.Locked(wait) : null;
}
