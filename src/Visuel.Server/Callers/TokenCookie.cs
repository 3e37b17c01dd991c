using Visuel.Core.Accounts;

namespace Visuel.Server.Callers;

/// <summary>A session with its secret, which its cookie alone holds.</summary>
public sealed record SessionToken(Session Session, Secret Secret);

/// <summary>The cookie <c>token</c>: the secret of a session.</summary>
public sealed class TokenCookie(TimeProvider clock)
{
    /// <summary>The cookie's name.</summary>
    public const string Name = "token";

    /// <summary>So many different secrets of one request are tried at most.</summary>
    public const int MostSecrets = 8;

    /// <summary>The secrets that a request sends, in its order, each once. There may be several: a cookie of this name
    /// that another site of the same parent domain set is sent too, and nothing says which is ours.</summary>
    public static IReadOnlyList<Secret> SecretsOf(HttpRequest request) =>
        CookieValues.Of(request, Name, value => Secret.Read(SecretKind.Session, value), MostSecrets);

    /// <summary>Gives the browser the secret, until the session ends. Lax, since Strict would sign people out on their
    /// way back from a payment page.</summary>
    public void Write(HttpContext http, SessionToken token) =>
        http.Response.Cookies.Append(Name, token.Secret.Text, Options(token.Session.ExpiresAt));

    /// <summary>Takes the cookie away.</summary>
    public void Remove(HttpContext http) => http.Response.Cookies.Delete(Name, Options(null));

    private CookieOptions Options(DateTimeOffset? expires) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        Expires = expires,
        MaxAge = expires is { } end ? end - clock.GetUtcNow() : null,
        IsEssential = true,
    };
}
