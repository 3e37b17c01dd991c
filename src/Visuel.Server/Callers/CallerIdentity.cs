using System.Security.Claims;
using Visuel.Core.Accounts;
using Visuel.Server.Answers;

namespace Visuel.Server.Callers;

/// <summary>A caller in the framework's words.</summary>
public sealed class CallerIdentity : ClaimsIdentity
{
    private CallerIdentity(KnownCaller known, Caller caller)
        : base(ClaimsOf(caller, known.Account), Authentication.Scheme, Caller.NameClaim, Caller.RoleClaim) =>
        (Known, Caller) = (known, caller);

    /// <summary>Who is calling.</summary>
    public Caller Caller { get; }

    /// <summary>The account, session or key, as they were read.</summary>
    public KnownCaller Known { get; }

    /// <summary>A caller in the framework's words.</summary>
    public static ClaimsPrincipal Of(KnownCaller known, Caller caller) => new(new CallerIdentity(known, caller));

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
