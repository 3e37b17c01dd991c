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

    /// <summary>The password is wrong.</summary>
    public sealed record Wrong : EraseAccountOutcome;

    /// <summary>Too many wrong passwords in a row.</summary>
    public sealed record Locked(TimeSpan Wait) : EraseAccountOutcome;

    /// <summary>Nobody would be left to administer.</summary>
    public sealed record LastAdministrator : EraseAccountOutcome;
}

/// <summary>Erases an account for whoever proves again to be its owner.</summary>
public sealed class EraseAccount(
    IAccounts accounts, SignIn signIn, KnownCallers callers, ErasureSweeper sweeper, TimeProvider clock)
{
    /// <summary>Erases it.</summary>
    public async Task<EraseAccountOutcome> RunAsync(AccountId id, string password, CancellationToken stop)
    {
        switch (await signIn.RefuseAsync(await accounts.FindAsync(id, stop), password, stop))
        {
            case SignInOutcome.Locked locked:
                return new EraseAccountOutcome.Locked(locked.Wait);
            case not null:
                return new EraseAccountOutcome.Wrong();
        }

        if (await accounts.RemoveAsync(id, clock.GetUtcNow(), stop) is RemoveOutcome.LastAdministrator)
        {
            return new EraseAccountOutcome.LastAdministrator();
        }

        callers.Forget(id);
        sweeper.Wake();
        return new EraseAccountOutcome.Erased();
    }
}
