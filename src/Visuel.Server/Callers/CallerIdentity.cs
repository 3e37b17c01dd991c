using System.Security.Claims;
using Visuel.Core.Accounts;
using Visuel.Server.Answers;

namespace Visuel.Server.Callers;

/// <summary>A caller in the framework's words. Everything is read from the account, whatever a token says.</summary>
public sealed class CallerIdentity : ClaimsIdentity
{
    private CallerIdentity(Caller caller, Account account, string scheme)
        : base(ClaimsOf(caller, account), scheme, Caller.NameClaim, Caller.RoleClaim) => Caller = caller;

    /// <summary>Who is calling.</summary>
    public Caller Caller { get; }

    /// <summary>When the session's token was signed; null for a key.</summary>
    public DateTimeOffset? TokenIssuedAt { get; private init; }

    /// <summary>Somebody who is signed in.</summary>
    public static ClaimsPrincipal OfSession(Account account, TokenWords token, string scheme) => new(new CallerIdentity(
        new Caller(account.Id, account.Workspace, token.Session, account.Role), account, scheme)
    {
        TokenIssuedAt = token.IssuedAt,
    });

    /// <summary>A program with a key: in its maker's workspace, and never an administrator, whoever made it.</summary>
    public static ClaimsPrincipal OfKey(Account account, string scheme) =>
        new(new CallerIdentity(new Caller(account.Id, account.Workspace, Session: null, AccountRole.User), account, scheme));

    private static IEnumerable<Claim> ClaimsOf(Caller caller, Account account)
    {
        yield return new Claim(Caller.AccountClaim, account.Id.ToString());
        yield return new Claim(Caller.WorkspaceClaim, account.Workspace.ToString());
        yield return new Claim(Caller.RoleClaim, WireName.Of(caller.Role));
        yield return new Claim(Caller.EmailClaim, account.Email);
        yield return new Claim(Caller.NameClaim, account.Name ?? account.Email);
        yield return new Claim(Caller.TimeZoneClaim, account.TimeZone);
        if (account.Locale is { } locale)
        {
            yield return new Claim(Caller.LocaleClaim, locale);
        }

        if (caller.Session is { } session)
        {
            yield return new Claim(Caller.SessionClaim, session.ToString());
        }
    }
}
