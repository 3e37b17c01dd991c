using Visuel.Core.Accounts;
using Visuel.Server.Callers;

namespace Visuel.Server.Features.Accounts;

/// <summary>Ends the sessions of a request.</summary>
public sealed class SignOut(ISessions sessions, KnownCallers callers, TokenCookie cookie, SecurityLog log)
{
    /// <summary>Ends every session whose cookie the request carries, since the next request would be signed in with
    /// what is left; and takes the cookie away. Without a session only the cookie goes.</summary>
    public async Task RunAsync(HttpContext http, CancellationToken stop)
    {
        foreach (var secret in TokenCookie.SecretsOf(http.Request))
        {
            // Open pages are not told: the one whose button was pressed is on its way to the sign-in page already.
            await sessions.EndAsync(secret.Hash, stop);
            callers.Forget();
        }

        if (Caller.TryOf(http.User) is { Session: { } session } caller)
        {
            log.Note(AuditKinds.SignedOut, caller.Account, session.ToString());
        }

        cookie.Remove(http);
    }
}
