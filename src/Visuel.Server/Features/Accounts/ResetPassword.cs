using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Server.Callers;
using Visuel.Server.Limits;

namespace Visuel.Server.Features.Accounts;

/// <summary>What became of a reset.</summary>
public abstract record ResetPasswordOutcome
{
    private ResetPasswordOutcome()
    {
    }

    /// <summary>The new password counts, and all sessions ended.</summary>
    public sealed record Changed : ResetPasswordOutcome;

    /// <summary>The link is dead, or the new password cannot be taken.</summary>
    public sealed record Invalid(IReadOnlyList<FieldProblem> Problems) : ResetPasswordOutcome;

    /// <summary>The link was not looked at.</summary>
    public sealed record Refused(SignInRefusal Why) : ResetPasswordOutcome;
}

/// <summary>Sets another password with a link that an administrator made.</summary>
public sealed class ResetPassword(
    IPasswordResets resets, IAccounts accounts, PasswordHashing passwords, CheckPassword check,
    RequestLimits limits, KnownCallers callers, SecurityLog log, TimeProvider clock)
{
    /// <summary>Sets it and ends all sessions of the account. A dead link counts as a failed sign-in.</summary>
    public async Task<ResetPasswordOutcome> RunAsync(
        string token, string next, SignInAttempt attempt, CancellationToken stop)
    {
        if (check.TooManyTries(attempt.Address, nameof(ResetPassword)) is { } often)
        {
            return new ResetPasswordOutcome.Refused(often);
        }

        using var place = limits.Failures.Hold(attempt.Address);
        if (place is null)
        {
            return new ResetPasswordOutcome.Refused(check.TooManyFailures(attempt));
        }

        var link = MakeResetLink.HashOf(token);
        var now = clock.GetUtcNow();
        if (await resets.FindAsync(link, now, stop) is not { } id
            || await accounts.FindAsync(id, stop) is not { } account)
        {
            return Dead(place);
        }

        if (PasswordRules.Check("new", next, account.Email, account.Name).ToList() is { Count: > 0 } problems)
        {
            return new ResetPasswordOutcome.Invalid(problems);
        }

        if (await passwords.HashAsync(next, attempt.Address, stop) is not { } hash)
        {
            return new ResetPasswordOutcome.Refused(check.Busy());
        }

        var stamp = Guid.CreateVersion7(now).ToString("N");
        if (await resets.UseAsync(link, hash, stamp, now, stop) is null)
        {
            return Dead(place);
        }

        callers.Forget(id);
        log.Note(AuditKinds.PasswordReset, id);
        check.Forget(account);
        return new ResetPasswordOutcome.Changed();
    }

    private ResetPasswordOutcome.Invalid Dead(AttemptPlace place)
    {
        place.Keep();
        log.Note(AuditKinds.SignInFailed, null, "reset_link");
        return new ResetPasswordOutcome.Invalid([new FieldProblem("token", "reset_link_dead")]);
    }
}
