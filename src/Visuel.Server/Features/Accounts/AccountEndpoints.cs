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
        TokenCookie cookie, QuotaOptions quota, Problems problems, CancellationToken stop)
    {
        if (limits.RefuseRegistration(http) is { } wait)
        {
            return problems.Later(Problem.TooManyRequests, wait);
        }

        var typed = body.Value;
        var registration = new Registration(typed.Email, typed.Password, typed.Name, typed.SetupCode, Locale: null);
        switch (await register.RunAsync(registration, stop))
        {
            case RegistrationOutcome.Registered registered:
                cookie.Write(http, await signIn.StartAsync(registered.Account, SignIn.OriginOf(http), stop));
                return TypedResults.Created(
                    "/api/auth/me", ToAnswer(registered.Account, registered.Workspace, quota.DefaultPlan));
            case RegistrationOutcome.Invalid invalid:
                return problems.Invalid(invalid.Problems);
            case RegistrationOutcome.EmailTaken:
                return problems.Answer(Problem.EmailTaken);
            case RegistrationOutcome.Closed:
                return problems.Answer(Problem.RegistrationClosed);
            default:
                return problems.Answer(Problem.SetupCodeNeeded);
        }
    }

    /// <summary>Signs in and sets the cookie <c>token</c>.</summary>
    internal static async Task<Results<Ok<AccountAnswer>, ProblemHttpResult>> LoginAsync(
        JsonBody<LoginRequest> body, HttpContext http, SignIn signIn, RequestLimits limits, TokenCookie cookie,
        IAccounts accounts, QuotaOptions quota, Problems problems, CancellationToken stop)
    {
        if (EmailAddress.CheckLength(body.Value.Email) is { } tooLong)
        {
            return problems.Invalid([tooLong]);
        }

        if (limits.RefuseSignIn(http, EmailAddress.Normalize(body.Value.Email)) is { } wait)
        {
            return problems.Later(Problem.TooManyRequests, wait);
        }

        switch (await signIn.RunAsync(body.Value.Email, body.Value.Password, SignIn.OriginOf(http), stop))
        {
            case SignInOutcome.SignedIn signedIn:
                cookie.Write(http, signedIn.Token);
                return TypedResults.Ok(await AnswerAsync(signedIn.Account, accounts, quota, stop));
            case SignInOutcome.Locked locked:
                return problems.Later(Problem.InvalidCredentials, locked.Wait);
            default:
                return problems.Answer(Problem.InvalidCredentials);
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
        JsonBody<EraseAccountRequest> body, HttpContext http, EraseAccount erase, RequestLimits limits,
        TokenCookie cookie, Problems problems, CancellationToken stop)
    {
        var caller = Caller.Of(http.User);
        if (limits.RefuseSignIn(http, caller.Account.ToString()) is { } wait)
        {
            return problems.Later(Problem.TooManyRequests, wait);
        }

        switch (await erase.RunAsync(caller.Account, body.Value.Password, stop))
        {
            case EraseAccountOutcome.Erased:
                cookie.Remove(http);
                return TypedResults.NoContent();
            case EraseAccountOutcome.Locked locked:
                return problems.Later(Problem.InvalidCredentials, locked.Wait);
            case EraseAccountOutcome.LastAdministrator:
                return problems.Answer(Problem.LastAdministrator);
            default:
                return problems.Answer(Problem.InvalidCredentials);
        }
    }

    /// <summary>Changes the password; other sessions of the account end.</summary>
    internal static async Task<Results<NoContent, ProblemHttpResult>> ChangePasswordAsync(
        JsonBody<ChangePasswordRequest> body, HttpContext http, ChangePassword change, Problems problems,
        CancellationToken stop)
    {
        var caller = Caller.Of(http.User);
        return await change.RunAsync(caller.Account, caller.Session, body.Value.Current, body.Value.New, stop) switch
        {
            ChangePasswordOutcome.Changed => TypedResults.NoContent(),
            ChangePasswordOutcome.Invalid invalid => problems.Invalid(invalid.Problems),
            _ => problems.Answer(Problem.InvalidCredentials),
        };
    }

    /// <summary>Sets another password with a link that an administrator made;
    /// all sessions of the account end.</summary>
    internal static async Task<Results<NoContent, ProblemHttpResult>> ResetPasswordAsync(
        JsonBody<ResetPasswordRequest> body, HttpContext http, ResetPassword reset, RequestLimits limits,
        Problems problems, CancellationToken stop)
    {
        if (limits.RefuseSignIn(http, nameof(ResetPassword)) is { } wait)
        {
            return problems.Later(Problem.TooManyRequests, wait);
        }

        return await reset.RunAsync(body.Value.Token, body.Value.New, stop) is { Count: > 0 } wrong
            ? problems.Invalid(wrong)
            : TypedResults.NoContent();
    }

    private static async Task<AccountAnswer> AnswerAsync(
        Account account, IAccounts accounts, QuotaOptions quota, CancellationToken stop) =>
        ToAnswer(account, await accounts.FindWorkspaceAsync(account.Workspace, stop), quota.DefaultPlan);

    private static AccountAnswer ToAnswer(Account account, Workspace? workspace, Plan defaultPlan) => new(
        account.Id.Value, account.Email, account.Name, WireName.Of(account.Role),
        (workspace is null ? defaultPlan : QuotaLimit.For(workspace, defaultPlan).Plan).Name,
        account.Workspace.Value, account.Locale, account.TimeZone);
}
