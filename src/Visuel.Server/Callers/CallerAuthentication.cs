using Microsoft.AspNetCore.Authentication;
using Visuel.Core.Accounts;
using Visuel.Server.Answers;

namespace Visuel.Server.Callers;

/// <summary>Finds out who calls by the secret that a request sends: a Bearer key, which then alone counts, or the
/// cookie <c>token</c>. Renews sessions.</summary>
public sealed class CallerAuthentication(
    KnownCallers callers, LastUses uses, ISessions sessions, TokenCookie cookie, ProblemAnswers answers,
    TimeProvider clock)
    : IAuthenticationHandler
{
    private static readonly AuthenticateResult WrongKey =
        AuthenticateResult.Fail("The key is wrong, revoked or expired.");

    private HttpContext http = null!;

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        http = context;
        return Task.CompletedTask;
    }

    /// <summary>Who calls; nobody where what is sent opens nothing.</summary>
    public async Task<AuthenticateResult> AuthenticateAsync()
    {
        if (Bearer.Of(http.Request) is { } key)
        {
            return Secret.Read(SecretKind.ApiKey, key) is { } sent
                && await callers.FindAsync(sent.Hash, http.RequestAborted) is { } program
                ? Admit(program)
                : WrongKey;
        }

        foreach (var secret in TokenCookie.SecretsOf(http.Request))
        {
            if (await callers.FindAsync(secret.Hash, http.RequestAborted) is { } person)
            {
                await RenewAsync(person, secret);
                return Admit(person);
            }
        }

        return AuthenticateResult.NoResult();
    }

    /// <summary>Leads people at a page to the sign-in page, and tells programs 401.</summary>
    public Task ChallengeAsync(AuthenticationProperties? properties)
    {
        if (!ProblemAnswers.IsApi(http) && HttpMethods.IsGet(http.Request.Method))
        {
            var here = http.Request.PathBase + http.Request.Path + http.Request.QueryString;
            http.Response.Redirect($"/login?returnUrl={Uri.EscapeDataString(here)}");
            return Task.CompletedTask;
        }

        http.Response.Headers.WWWAuthenticate = "Bearer";
        return answers.RefuseAsync(http, Problem.NotSignedIn);
    }

    /// <summary>Tells 403.</summary>
    public Task ForbidAsync(AuthenticationProperties? properties) => answers.RefuseAsync(http, Problem.Forbidden);

    private AuthenticateResult Admit(KnownCaller caller)
    {
        uses.Note(caller);
        return AuthenticateResult.Success(new AuthenticationTicket(caller.Principal, Authentication.Scheme));
    }

    // Whatever is answered next brings the cookie with the new end.
    private async Task RenewAsync(KnownCaller person, Secret secret)
    {
        if (person.RenewAt(clock.GetUtcNow()) is { } renewed)
        {
            await sessions.ExtendAsync(renewed.Id, renewed.ExpiresAt, http.RequestAborted);
            cookie.Write(http, new SessionToken(renewed, secret));
        }
    }
}
