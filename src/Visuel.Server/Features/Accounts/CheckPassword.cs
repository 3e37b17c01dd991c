using Visuel.Core.Accounts;
using Visuel.Server.Callers;
using Visuel.Server.Limits;

namespace Visuel.Server.Features.Accounts;

/// <summary>Checks the password of whoever tries to get in or is to prove again who they are, and counts what fails:
/// for an address that has no account as for one that has (docs/decisions/0009).</summary>
public sealed class CheckPassword(
    PasswordHashing passwords, HashingTurns turns, RequestLimits limits, SecurityLog log, TimeProvider clock)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private long busySince = DateTimeOffset.MinValue.UtcTicks;

    /// <summary>Why it is refused, or null when it is right.</summary>
    /// <param name="account">The account, or null where the address has none.</param>
    /// <param name="email">The address as it was typed, at most 254 characters.</param>
    /// <param name="password">The password that was typed.</param>
    /// <param name="attempt">Where it comes from.</param>
    /// <param name="stop">Gives up the wait for a turn.</param>
    public async Task<SignInRefusal?> RunAsync(
        Account? account, string email, string password, SignInAttempt attempt, CancellationToken stop)
    {
        // Strangers at the same network address do not keep out a browser that signed in before.
        var name = EmailAddress.Normalize(email);
        var device = attempt.DeviceOf(account);
        if (TooManyTries(device?.Id.ToString() ?? attempt.Address, name) is { } tooMany)
        {
            return tooMany;
        }

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

    /// <summary>Counts a try for one thing, right or wrong; the refusal where it is one too many.</summary>
    /// <param name="who">The network address it comes from, or the browser where it is known.</param>
    /// <param name="what">What is tried.</param>
    public SignInRefusal? TooManyTries(string who, string what)
    {
        var key = $"{who} {what}";
        if (limits.SignIns.Take(key) is not { } wait)
        {
            return null;
        }

        if (limits.SignIns.IsNewlyReached(key))
        {
            log.Note(AuditKinds.SignInRefused, null, "tries");
        }

        return new SignInRefusal.TooMany(wait);
    }

    /// <summary>The refusal of a network address with too many failures.</summary>
    public SignInRefusal TooManyFailures(SignInAttempt attempt)
    {
        if (limits.Failures.IsNewlyReached(attempt.Address))
        {
            log.Note(AuditKinds.SignInRefused, null, "address");
        }

        return new SignInRefusal.TooMany(limits.Failures.WaitOf(attempt.Address) ?? TimeSpan.FromSeconds(1));
    }

    /// <summary>The refusal where too many wait for a turn. Noted once a minute.</summary>
    public SignInRefusal Busy()
    {
        var (now, before) = (clock.GetUtcNow().UtcTicks, Interlocked.Read(ref busySince));
        if (now - before >= Quiet.Ticks && Interlocked.CompareExchange(ref busySince, now, before) == before)
        {
            log.Note(AuditKinds.SignInRefused, null, "busy");
        }

        return new SignInRefusal.Busy();
    }

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
            return Busy();
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
        log.Note(AuditKinds.SignInFailed, account?.Id);
        if (Lock(counted) is not { } locked)
        {
            return new SignInRefusal.Wrong();
        }

        log.Note(AuditKinds.SignInLocked, account?.Id);
        return locked;
    }

    private SignInRefusal.Locked? Lock(string counted) =>
        limits.WrongPasswords.WaitOf(counted) is { } wait ? new SignInRefusal.Locked(wait) : null;
}
