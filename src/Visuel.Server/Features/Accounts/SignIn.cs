using System.Security.Cryptography;
using Visuel.Core.Accounts;
using Visuel.Server.Callers;

namespace Visuel.Server.Features.Accounts;

/// <summary>What became of a sign-in.</summary>
public abstract record SignInOutcome
{
    private SignInOutcome()
    {
    }

    /// <summary>A session was started.</summary>
    public sealed record SignedIn(Account Account, SessionToken Token) : SignInOutcome;

    /// <summary>Wrong address or password; which of them is not told.</summary>
    public sealed record Wrong : SignInOutcome;

    /// <summary>Too many wrong passwords in a row.</summary>
    public sealed record Locked(TimeSpan Wait) : SignInOutcome;
}

/// <summary>Starts a session for an address and password.</summary>
public sealed class SignIn(IAccounts accounts, ISessions sessions, PasswordHashing passwords, TimeProvider clock)
{
    private const int WrongPasswordsToLock = 5;
    private static readonly TimeSpan LockTime = TimeSpan.FromMinutes(5);

    /// <summary>Checks the password and starts a session.
    /// While an account is locked even its right password is refused.</summary>
    public async Task<SignInOutcome> RunAsync(
        string email, string password, SignInOrigin origin, CancellationToken stop)
    {
        var account = await EmailAddress.FindAsync(accounts, email, stop);
        return await RefuseAsync(account, password, stop)
            ?? new SignInOutcome.SignedIn(account!, await StartAsync(account!, origin, stop));
    }

    /// <summary>Checks the password of an account, counts a wrong one, and says why it is refused;
    /// null when it is right.</summary>
    public async Task<SignInOutcome?> RefuseAsync(Account? account, string password, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (account?.LockedUntil > now)
        {
            return new SignInOutcome.Locked(account.LockedUntil.Value - now);
        }

        if (!await passwords.CheckAsync(account, password, stop))
        {
            return account is not null && await accounts.CountFailedSignInAsync(
                account.Id, WrongPasswordsToLock, now + LockTime, stop) is { } until && until > now
                ? new SignInOutcome.Locked(until - now)
                : new SignInOutcome.Wrong();
        }

        if (account!.FailedSignIns > 0)
        {
            await accounts.ClearFailedSignInsAsync(account.Id, stop);
        }

        return null;
    }

    /// <summary>Starts a session for an account that has proved who it is.</summary>
    public async Task<SessionToken> StartAsync(Account account, SignInOrigin origin, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var secret = Secret.Of(SecretKind.Session, RandomNumberGenerator.GetBytes(Secret.RandomBytes));
        var session = Session.Begin(new SessionId(Guid.CreateVersion7(now)), account.Id, origin, now);
        await sessions.StartAsync(session, secret.Hash, stop);
        return new SessionToken(session, secret);
    }

    /// <summary>Where a request to sign in comes from.</summary>
    public static SignInOrigin OriginOf(HttpContext http) =>
        SignInOrigin.Of(http.Request.Headers.UserAgent, http.Connection.RemoteIpAddress);
}
