using Visuel.Core.Accounts;
using Visuel.Server.Callers;

namespace Visuel.Server.Features.Accounts;

/// <summary>What became of an erasure.</summary>
public abstract record EraseAccountOutcome
{
    private EraseAccountOutcome()
    {
    }

    /// <summary>The account is gone; what was in its workspace goes at once, or as soon as that is possible.</summary>
    public sealed record Erased : EraseAccountOutcome;

    /// <summary>The password is wrong, or was not looked at.</summary>
    public sealed record Refused(SignInRefusal Why) : EraseAccountOutcome;

    /// <summary>Nobody would be left to administer.</summary>
    public sealed record LastAdministrator : EraseAccountOutcome;
}

/// <summary>Erases an account for whoever proves again to be its owner.</summary>
public sealed class EraseAccount(
    IAccounts accounts, CheckPassword check, KnownCallers callers, ErasureSweeper sweeper, SecurityLog log,
    TimeProvider clock)
{
    /// <summary>Erases it. A wrong password counts as a failed sign-in.</summary>
    public async Task<EraseAccountOutcome> RunAsync(
        AccountId id, string password, SignInAttempt attempt, CancellationToken stop)
    {
        if (await accounts.FindAsync(id, stop) is not { } account)
        {
            return new EraseAccountOutcome.Refused(new SignInRefusal.Wrong());
        }

        if (await check.RunAsync(account, account.Email, password, attempt, stop) is { } refusal)
        {
            return new EraseAccountOutcome.Refused(refusal);
        }

        if (await accounts.RemoveAsync(id, clock.GetUtcNow(), stop) is RemoveOutcome.LastAdministrator)
        {
            return new EraseAccountOutcome.LastAdministrator();
        }

        callers.Forget(id);
        log.Note(AuditKinds.AccountErased, null);
        sweeper.Wake();
        return new EraseAccountOutcome.Erased();
    }
}
