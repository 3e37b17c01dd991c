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

    /// <summary>It was not.</summary>
    public sealed record Refused(SignInRefusal Why) : SignInOutcome;
}

/// <summary>Starts a session for an address and password.</summary>
public sealed class SignIn(
    IAccounts accounts, ISessions sessions, CheckPassword check, EndSessions end, SecurityLog log, TimeProvider clock)
{
    /// <summary>Checks the password and starts a session. It takes the place of the one that the browser had.</summary>
    /// <param name="email">The address as it was typed, at most 254 characters.</param>
    /// <param name="password">The password that was typed.</param>
    /// <param name="attempt">Where the attempt comes from.</param>
    /// <param name="stop">Gives up before the password is checked.</param>
    public async Task<SignInOutcome> RunAsync(
        string email, string password, SignInAttempt attempt, CancellationToken stop)
    {
        var account = await EmailAddress.FindAsync(accounts, email, stop);
        if (await check.RunAsync(account, email, password, attempt, stop) is { } refusal)
        {
            return new SignInOutcome.Refused(refusal);
        }

        var token = await StartAsync(account!, attempt.Origin, stop);
        log.Note(AuditKinds.SignedIn, account!.Id, token.Session.Id.ToString());
        if (attempt.Before is { Session: { } former } before)
        {
            await end.RunAsync(before.Account, former, stop);
        }

        return new SignInOutcome.SignedIn(account, token);
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
}
