using Visuel.Core.Accounts;

namespace Visuel.Server.Features.Accounts;

/// <summary>What became of a sign-in.</summary>
public abstract record SignInOutcome
{
    private SignInOutcome()
    {
    }

    /// <summary>The session that was started.</summary>
    public sealed record SignedIn(Account Account, Session Session) : SignInOutcome;

    /// <summary>Wrong address or password; which of them is not told.</summary>
    public sealed record Wrong : SignInOutcome;

    /// <summary>Too many wrong passwords in a row.</summary>
    public sealed record Locked(TimeSpan Wait) : SignInOutcome;
}

/// <summary>Starts a session for an address and password.</summary>
public sealed class SignIn(IAccounts accounts, ISessions sessions, PasswordGate passwords, TimeProvider clock)
{
    /// <summary>How long a session lives without being used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    private const int WrongPasswordsToLock = 5;
    private static readonly TimeSpan LockTime = TimeSpan.FromMinutes(5);

    /// <summary>Checks the password and starts a session. While an account is locked even its right password is refused.</summary>
    public async Task<SignInOutcome> RunAsync(string email, string password, CancellationToken stop)
    {
        var account = await accounts.FindByEmailAsync(EmailAddress.Normalize(email), stop);
        return await RefuseAsync(account, password, stop) ?? new SignInOutcome.SignedIn(account!, await StartAsync(account!, stop));
    }

    /// <summary>Checks the password of an account, counts a wrong one, and says why it is refused; null when it is right.</summary>
    public async Task<SignInOutcome?> RefuseAsync(Account? account, string password, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (account?.LockedUntil > now)
        {
            return new SignInOutcome.Locked(account.LockedUntil.Value - now);
        }

        if (!await passwords.CheckAsync(account, password, stop))
        {
            return account is not null && await accounts.CountFailedSignInAsync(account.Id, WrongPasswordsToLock, now + LockTime, stop) is { } until && until > now
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
    public async Task<Session> StartAsync(Account account, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var session = new Session(new SessionId(Guid.CreateVersion7(now)), account.Id, now, now + Lifetime);
        await sessions.StartAsync(session, stop);
        return session;
    }
}
