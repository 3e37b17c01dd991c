using Microsoft.AspNetCore.Http.HttpResults;
using Visuel.Client.Wire;
using Visuel.Core.Accounts;
using Visuel.Core.Billing;
using Visuel.Core.Quota;
using Visuel.Server.Answers;
using Visuel.Server.Callers;
using Visuel.Server.Features.Quota;
using Visuel.Server.Limits;

namespace Visuel.Server.Features.Accounts;

/// <summary>Accounts: register, sign in and out, who am I, password.</summary>
public static class AccountEndpoints
{
    /// <summary>Maps <c>/api/auth</c>.</summary>
    public static void MapAccountEndpoints(this IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("/api/auth").WithTags("Accounts");
        auth.MapPost("/register", RegisterAsync).RequireAuthorization(Authentication.NoKeys);
        auth.MapPost("/login", LoginAsync).RequireAuthorization(Authentication.NoKeys);
        auth.MapPost("/logout", LogoutAsync).RequireAuthorization(Authentication.NoKeys);
        auth.MapGet("/me", ReadMeAsync).RequireAuthorization(Authentication.KeysToo);
        auth.MapPatch("/me", UpdateMeAsync);
        auth.MapDelete("/me", EraseMeAsync);
        auth.MapPost("/password", ChangePasswordAsync);
        auth.MapPost("/reset", ResetPasswordAsync).RequireAuthorization(Authentication.NoKeys);
        auth.MapSessions();
    }

    /// <summary>Makes an account and signs it in. The first one becomes the owner of the installation, and
    /// needs the setup code.</summary>
    internal static async Task<Results<Created<AccountAnswer>, ProblemHttpResult>> RegisterAsync(
        JsonBody<RegisterRequest> body, HttpContext http, Register register, SignIn signIn, RequestLimits limits,
        SignInCookies cookies, QuotaOptions quota, Problems problems, CancellationToken stop)
    {
        if (limits.RefuseRegistration(http) is { } wait)
        {
            return problems.Later(Problem.TooManyRequests, wait);
        }

        var typed = body.Value;
        var registration = new Registration(typed.Email, typed.Password, typed.Name, typed.SetupCode, Locale: null);
        var attempt = cookies.AttemptOf(http);
        switch (await register.RunAsync(registration, attempt, stop))
        {
            case RegistrationOutcome.Registered registered:
                cookies.Write(
                    http, registered.Account, await signIn.StartAsync(registered.Account, attempt.Origin, stop));
                return TypedResults.Created(
                    "/api/auth/me", ToAnswer(registered.Account, registered.Workspace, quota.DefaultPlan));
            case RegistrationOutcome.Invalid invalid:
                return problems.Invalid(invalid.Problems);
            case RegistrationOutcome.EmailTaken:
                return problems.Answer(Problem.EmailTaken);
            case RegistrationOutcome.Closed:
                return problems.Answer(Problem.RegistrationClosed);
            case RegistrationOutcome.Refused refused:
                return problems.Answer(refused.Why);
            default:
                return problems.Answer(Problem.SetupCodeNeeded);
        }
    }

    /// <summary>Signs in and sets the cookie <c>token</c>.</summary>
    internal static async Task<Results<Ok<AccountAnswer>, ProblemHttpResult>> LoginAsync(
        JsonBody<LoginRequest> body, HttpContext http, SignIn signIn, SignInCookies cookies, IAccounts accounts,
        QuotaOptions quota, Problems problems, CancellationToken stop)
    {
        if (EmailAddress.CheckLength(body.Value.Email) is { } tooLong)
        {
            return problems.Invalid([tooLong]);
        }

        switch (await signIn.RunAsync(body.Value.Email, body.Value.Password, cookies.AttemptOf(http), stop))
        {
            case SignInOutcome.SignedIn signedIn:
                cookies.Write(http, signedIn.Account, signedIn.Token);
                return TypedResults.Ok(await AnswerAsync(signedIn.Account, accounts, quota, stop));
            case SignInOutcome.Refused refused:
                return problems.Answer(refused.Why);
            case var outcome:
                throw new InvalidOperationException($"{outcome.GetType().Name} is no answer.");
        }
    }

    /// <summary>Ends the session and takes the cookie away. Harmless when nobody is signed in.</summary>
    internal static async Task<NoContent> LogoutAsync(HttpContext http, SignOut signOut, CancellationToken stop)
    {
        await signOut.RunAsync(http, stop);
        return TypedResults.NoContent();
    }

    /// <summary>The account that is signed in.</summary>
    internal static async Task<Results<Ok<AccountAnswer>, ProblemHttpResult>> ReadMeAsync(
        HttpContext http, IAccounts accounts, QuotaOptions quota, Problems problems, CancellationToken stop) =>
        await accounts.FindAsync(Caller.Of(http.User).Account, stop) is { } account
            ? TypedResults.Ok(await AnswerAsync(account, accounts, quota, stop))
            : problems.Answer(Problem.NotSignedIn);

    /// <summary>Changes name, language or time zone of the account that is signed in.</summary>
    internal static async Task<Results<Ok<AccountAnswer>, ProblemHttpResult>> UpdateMeAsync(
        JsonBody<UpdateAccountRequest> body, HttpContext http, UpdateProfile update, IAccounts accounts,
        QuotaOptions quota, Problems problems, CancellationToken stop)
    {
        return await update.RunAsync(
            Caller.Of(http.User).Account, body.Value.Name, body.Value.Locale, body.Value.TimeZone, stop) switch
        {
            UpdateProfileOutcome.Updated updated =>
                TypedResults.Ok(await AnswerAsync(updated.Account, accounts, quota, stop)),
            UpdateProfileOutcome.Invalid invalid => problems.Invalid(invalid.Problems),
            _ => problems.Answer(Problem.NotSignedIn),
        };
    }

    /// <summary>Erases the account: it, its sessions, keys and tokens at once, its items and images right after. The
    /// ledger stays, without a name. Needs the password.</summary>
    internal static async Task<Results<NoContent, ProblemHttpResult>> EraseMeAsync(
        JsonBody<EraseAccountRequest> body, HttpContext http, EraseAccount erase, SignInCookies cookies,
        TokenCookie cookie, Problems problems, CancellationToken stop)
    {
        switch (await erase.RunAsync(
            Caller.Of(http.User).Account, body.Value.Password, cookies.AttemptOf(http), stop))
        {
            case EraseAccountOutcome.Erased:
                cookie.Remove(http);
                return TypedResults.NoContent();
            case EraseAccountOutcome.Refused refused:
                return problems.Answer(refused.Why);
            default:
                return problems.Answer(Problem.LastAdministrator);
        }
    }

    /// <summary>Changes the password; other sessions of the account end.</summary>
    internal static async Task<Results<NoContent, ProblemHttpResult>> ChangePasswordAsync(
        JsonBody<ChangePasswordRequest> body, HttpContext http, ChangePassword change, SignInCookies cookies,
        Problems problems, CancellationToken stop)
    {
        var caller = Caller.Of(http.User);
        switch (await change.RunAsync(
            caller.Account, caller.Session, body.Value.Current, body.Value.New, cookies.AttemptOf(http), stop))
        {
            case ChangePasswordOutcome.Changed changed:
                cookies.Renew(http, changed.Account);
                return TypedResults.NoContent();
            case ChangePasswordOutcome.Invalid invalid:
                return problems.Invalid(invalid.Problems);
            case ChangePasswordOutcome.Refused refused:
                return problems.Answer(refused.Why);
            case var outcome:
                throw new InvalidOperationException($"{outcome.GetType().Name} is no answer.");
        }
    }

    /// <summary>Sets another password with a link that an administrator made;
    /// all sessions of the account end.</summary>
    internal static async Task<Results<NoContent, ProblemHttpResult>> ResetPasswordAsync(
        JsonBody<ResetPasswordRequest> body, HttpContext http, ResetPassword reset, SignInCookies cookies,
        Problems problems, CancellationToken stop) =>
        await reset.RunAsync(body.Value.Token, body.Value.New, cookies.AttemptOf(http), stop) switch
        {
            ResetPasswordOutcome.Invalid invalid => problems.Invalid(invalid.Problems),
            ResetPasswordOutcome.Refused refused => problems.Answer(refused.Why),
            _ => TypedResults.NoContent(),
        };

    private static async Task<AccountAnswer> AnswerAsync(
        Account account, IAccounts accounts, QuotaOptions quota, CancellationToken stop) =>
        ToAnswer(account, await accounts.FindWorkspaceAsync(account.Workspace, stop), quota.DefaultPlan);

    private static AccountAnswer ToAnswer(Account account, Workspace? workspace, Plan defaultPlan) => new(
        account.Id.Value, account.Email, account.Name, WireName.Of(account.Role),
        (workspace is null ? defaultPlan : QuotaLimit.For(workspace, defaultPlan).Plan).Name,
        account.Workspace.Value, account.Locale, account.TimeZone);
}
