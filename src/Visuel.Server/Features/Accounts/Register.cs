using Visuel.Core.Accounts;
using Visuel.Core.Billing;
using Visuel.Core.Generation;
using Visuel.Server.Callers;
using Visuel.Server.Limits;

namespace Visuel.Server.Features.Accounts;

/// <summary>A registration as it was typed.</summary>
public sealed record Registration(string Email, string Password, string? Name, string? SetupCode, string? Locale);

/// <summary>What became of a registration.</summary>
public abstract record RegistrationOutcome
{
    private RegistrationOutcome()
    {
    }

    /// <summary>The account exists and may be signed in.</summary>
    public sealed record Registered(Account Account, Workspace Workspace) : RegistrationOutcome;

    /// <summary>Something typed is wrong.</summary>
    public sealed record Invalid(IReadOnlyList<FieldProblem> Problems) : RegistrationOutcome;

    /// <summary>Another account has this address.</summary>
    public sealed record EmailTaken : RegistrationOutcome;

    /// <summary>Nobody may register on this installation.</summary>
    public sealed record Closed : RegistrationOutcome;

    /// <summary>The first account needs the code printed at start.</summary>
    public sealed record SetupCodeNeeded : RegistrationOutcome;

    /// <summary>Too many attempts, or too many people at once.</summary>
    public sealed record Refused(SignInRefusal Why) : RegistrationOutcome;
}

/// <summary>Makes an account with its workspace. The first one becomes the installation's owner.</summary>
public sealed class Register(
    IAccounts accounts, PasswordHashing passwords, CheckPassword check, RequestLimits limits,
    SetupCode setupCode, AccountOptions options, SecurityLog log, TimeProvider clock)
{
    /// <summary>Makes the account. A wrong setup code counts as a failed sign-in.</summary>
    /// <param name="registration">What was typed.</param>
    /// <param name="attempt">Where it comes from.</param>
    /// <param name="stop">Gives up before anything is written.</param>
    public async Task<RegistrationOutcome> RunAsync(
        Registration registration, SignInAttempt attempt, CancellationToken stop)
    {
        if (EmailAddress.CheckLength(registration.Email) is { } tooLong)
        {
            return new RegistrationOutcome.Invalid([tooLong]);
        }

        var email = EmailAddress.Clean(registration.Email);
        var problems = new List<FieldProblem>();
        if (email is null)
        {
            problems.Add(new FieldProblem("email", "not_an_email"));
        }

        problems.AddRange(PasswordRules.Check(
            "password", registration.Password, registration.Email, registration.Name));
        problems.AddRange(ProfileRules.CheckName(registration.Name));
        if (problems.Count > 0)
        {
            return new RegistrationOutcome.Invalid(problems);
        }

        if (!options.RegistrationOpen && await accounts.CountAsync(stop) > 0)
        {
            return new RegistrationOutcome.Closed();
        }

        if (await EmailAddress.FindAsync(accounts, registration.Email, stop) is not null)
        {
            return new RegistrationOutcome.EmailTaken();
        }

        using var place = limits.Failures.Hold(attempt.Address);
        if (place is null)
        {
            return new RegistrationOutcome.Refused(check.TooManyFailures(attempt));
        }

        if (await passwords.HashAsync(registration.Password, attempt.Address, stop) is not { } hash)
        {
            return new RegistrationOutcome.Refused(check.Busy());
        }

        var now = clock.GetUtcNow();
        var workspace = new Workspace(new WorkspaceId(Guid.CreateVersion7(now)), null, null, null, now);
        var account = new Account(
            new AccountId(Guid.CreateVersion7(now)),
            email!, EmailAddress.Normalize(email!), ProfileRules.CleanName(registration.Name), AccountRole.User,
            workspace.Id, registration.Locale, Account.DefaultTimeZone, hash,
            Guid.CreateVersion7(now).ToString("N"), now);
        var mayOwn = await setupCode.IsAsync(registration.SetupCode, stop);
        switch (await accounts.RegisterAsync(account, workspace, Plans.Enterprise.Name, mayOwn, stop))
        {
            case RegisterOutcome.Registered registered:
                log.Note(AuditKinds.AccountRegistered, registered.Account.Id);
                return new RegistrationOutcome.Registered(registered.Account, registered.Workspace);
            case RegisterOutcome.EmailTaken:
                return new RegistrationOutcome.EmailTaken();
            default:
                // Without a code nobody has guessed.
                if (registration.SetupCode is not null)
                {
                    place.Keep();
                    log.Note(AuditKinds.SignInFailed, null, "setup_code");
                }

                return new RegistrationOutcome.SetupCodeNeeded();
        }
    }
}
