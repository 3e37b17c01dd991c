using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Visuel.Core.Accounts;
using Visuel.Server.Settings;

namespace Visuel.Server.Callers;

/// <summary>The cookie <c>token</c>: a signed JWT that names a session. What it may do is always read from the session and its account.</summary>
public sealed class TokenCookie(TokenKey key, PublicAddress address, TimeProvider clock)
{
    /// <summary>The cookie's name.</summary>
    public const string Name = "token";

    /// <summary>Issuer and audience are constants, so that a token outlives a change of address.</summary>
    public const string Issuer = "visuel";

    /// <summary>A token older than this is renewed by the next answer.</summary>
    public static readonly TimeSpan RenewAfter = TimeSpan.FromDays(1);

    /// <summary>Signs the session into the answer. Lax, since Strict would sign people out on their way back from a payment page.</summary>
    public void Write(HttpContext http, Session session) => http.Response.Cookies.Append(Name, Sign(session), Options(http, session.ExpiresAt));

    /// <summary>Takes the cookie away.</summary>
    public void Remove(HttpContext http) => http.Response.Cookies.Delete(Name, Options(http, null));

    private CookieOptions Options(HttpContext http, DateTimeOffset? expires) => new()
    {
        HttpOnly = true,
        Secure = address.IsSecure(http.Request),
        SameSite = SameSiteMode.Lax,
        Path = "/",
        Expires = expires,
        MaxAge = expires is { } end ? end - clock.GetUtcNow() : null,
        IsEssential = true,
    };

    private string Sign(Session session) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Issuer,
        Audience = Issuer,
        IssuedAt = clock.GetUtcNow().UtcDateTime,
        Expires = session.ExpiresAt.UtcDateTime,
        Subject = new ClaimsIdentity([new Claim(Caller.AccountClaim, session.Account.ToString()), new Claim(Caller.SessionClaim, session.Id.ToString())]),
        SigningCredentials = new SigningCredentials(key.Key, SecurityAlgorithms.HmacSha256),
    });
}

/// <summary>The key that signs tokens.</summary>
public sealed record TokenKey(SymmetricSecurityKey Key);
