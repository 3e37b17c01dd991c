using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Server.Callers;

namespace Visuel.Server.Features.Accounts;

/// <summary>What became of a change of profile.</summary>
public abstract record UpdateProfileOutcome
{
    private UpdateProfileOutcome()
    {
    }

    /// <summary>The account as it is now.</summary>
    public sealed record Updated(Account Account) : UpdateProfileOutcome;

    /// <summary>Something cannot be taken.</summary>
    public sealed record Invalid(IReadOnlyList<FieldProblem> Problems) : UpdateProfileOutcome;

    /// <summary>There is no such account any more.</summary>
    public sealed record Missing : UpdateProfileOutcome;
}

/// <summary>Changes what people say about themselves; null leaves a value as it is.</summary>
public sealed class UpdateProfile(IAccounts accounts, KnownCallers callers)
{
    /// <summary>Changes name, language and time zone.</summary>
    public async Task<UpdateProfileOutcome> RunAsync(
        AccountId id, string? name, string? locale, string? timeZone, CancellationToken stop)
    {
        FieldProblem[] problems =
        [
            .. ProfileRules.CheckName(name), .. ProfileRules.CheckLocale(locale),
            .. ProfileRules.CheckTimeZone("timeZone", timeZone),
        ];
        if (problems.Length > 0)
        {
            return new UpdateProfileOutcome.Invalid(problems);
        }

        if (await accounts.FindAsync(id, stop) is not { } account)
        {
            return new UpdateProfileOutcome.Missing();
        }

        var changed = account with
        {
            Name = name is null ? account.Name : ProfileRules.CleanName(name),
            Locale = locale ?? account.Locale,
            TimeZone = timeZone is null ? account.TimeZone : ZoneNames.Present(timeZone),
        };
        await accounts.UpdateAsync(changed, stop);
        callers.Forget(id);
        return new UpdateProfileOutcome.Updated(changed);
    }
}
