using Visuel.Core.Accounts;
using Visuel.Core.Generation;

namespace Visuel.Server.Features.Accounts;

/// <summary>What became of a change of password.</summary>
public abstract record ChangePasswordOutcome
{
    private ChangePasswordOutcome()
    {
    }

    /// <summary>The new one counts, and other sessions ended.</summary>
    public sealed record Changed : ChangePasswordOutcome;

    /// <summary>The current password is wrong.</summary>
    public sealed record Wrong : ChangePasswordOutcome;

    /// <summary>The new one cannot be taken.</summary>
    public sealed record Invalid(IReadOnlyList<FieldProblem> Problems) : ChangePasswordOutcome;
}

/// <summary>Changes the password of a signed-in account and ends its other sessions.</summary>
public sealed class ChangePassword(IAccounts accounts, PasswordHashing passwords, EndSessions sessions)
{
    /// <summary>Changes it; the session that asks stays signed in.</summary>
    public async Task<ChangePasswordOutcome> RunAsync(
        AccountId id, SessionId? asking, string current, string next, CancellationToken stop)
    {
        if (await accounts.FindAsync(id, stop) is not { } account)
        {
            return new ChangePasswordOutcome.Wrong();
        }

        if (PasswordRules.Check("new", next, account.Email, account.Name).ToList() is { Count: > 0 } problems)
        {
            return new ChangePasswordOutcome.Invalid(problems);
        }

        if (!await passwords.ChangeAsync(account, current, next, stop))
        {
            return new ChangePasswordOutcome.Wrong();
        }

        await sessions.OthersAsync(id, asking, stop);
        return new ChangePasswordOutcome.Changed();
    }
}
