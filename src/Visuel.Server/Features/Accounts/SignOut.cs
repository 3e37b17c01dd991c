using Visuel.Core.Accounts;
using Visuel.Server.Callers;

namespace Visuel.Server.Features.Accounts;

/// <summary>Ends the session of a request.</summary>
public sealed class SignOut(ISessions sessions, SessionCache cache, TokenCookie cookie)
{
    /// <summary>Ends it and takes the cookie away; without a session only the cookie goes.</summary>
    public async Task RunAsync(HttpContext http, CancellationToken stop)
    {
        if (Caller.TryOf(http.User) is { Session: { } session })
        {
            await sessions.EndAsync(session, stop);
            cache.Forget();
        }

        cookie.Remove(http);
    }
}
