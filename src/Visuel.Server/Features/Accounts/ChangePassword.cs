using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Server.Callers;

namespace Visuel.Server.Features.Accounts;

/// <summary>What became of a change of password.</summary>
public abstract record ChangePasswordOutcome
{
    private ChangePasswordOutcome()
    {
    }

    /// <summary>The new one counts, and other sessions ended. The account as it is now.</summary>
    public sealed record Changed(Account Account) : ChangePasswordOutcome;

    /// <summary>The current password is wrong, or was not looked at.</summary>
    public sealed record Refused(SignInRefusal Why) : ChangePasswordOutcome;

    /// <summary>The new one cannot be taken.</summary>
    public sealed record Invalid(IReadOnlyList<FieldProblem> Problems) : ChangePasswordOutcome;
}

/// <summary>Changes the password of a signed-in account and ends its other sessions.</summary>
public sealed class ChangePassword(
    IAccounts accounts, CheckPassword check, PasswordHashing passwords, EndSessions sessions, SecurityLog log,
    TimeProvider clock)
{
    /// <summary>Changes it; the session that asks stays signed in. A wrong current one counts as a failed
    /// sign-in.</summary>
    public async Task<ChangePasswordOutcome> RunAsync(
        AccountId id, SessionId? asking, string current, string next, SignInAttempt attempt, CancellationToken stop)
    {
        if (await accounts.FindAsync(id, stop) is not { } account)
        {
            return new ChangePasswordOutcome.Refused(new SignInRefusal.Wrong());
        }

        if (PasswordRules.Check("new", next, account.Email, account.Name).ToList() is { Count: > 0 } problems)
        {
            return new ChangePasswordOutcome.Invalid(problems);
        }

        if (await check.RunAsync(account, account.Email, current, attempt, stop) is { } refusal)
        {
            return new ChangePasswordOutcome.Refused(refusal);
        }

        if (await passwords.HashAsync(next, attempt.Address, stop) is not { } hash)
        {
            return new ChangePasswordOutcome.Refused(check.Busy());
        }

        var changed = account with
        {
            PasswordHash = hash,
            SecurityStamp = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"),
        };
        if (!await accounts.UpdateAsync(changed, stop))
        {
            return new ChangePasswordOutcome.Refused(new SignInRefusal.Wrong());
        }

        log.Note(AuditKinds.PasswordChanged, id);
        await sessions.OthersAsync(id, asking, stop);
        return new ChangePasswordOutcome.Changed(changed);
    }
}
