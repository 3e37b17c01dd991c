using Visuel.Core.Accounts;
using Visuel.Server.Callers;

namespace Visuel.Server.Features.Accounts;

/// <summary>What a browser is given that signs in: the secret of its session, and by what it is known the next
/// time.</summary>
public sealed class SignInCookies(TokenCookie token, DeviceCookie device)
{
    /// <summary>Where the attempt of a request comes from.</summary>
    public SignInAttempt AttemptOf(HttpContext http) => SignInAttempt.Of(http, device);

    /// <summary>Gives both with the answer.</summary>
    public void Write(HttpContext http, Account account, SessionToken session)
    {
        token.Write(http, session);
        device.Write(http, account);
    }

    /// <summary>Gives a browser whose session goes on another cookie of its own after another password.</summary>
    public void Renew(HttpContext http, Account account) => device.Write(http, account);
}
