using System.Security.Claims;
using Visuel.Core.Accounts;

namespace Visuel.Server.Http;

/// <summary>Who is calling: the claims of a signed-in session, or of an API key.</summary>
/// <param name="Account">The account.</param>
/// <param name="Workspace">Its workspace.</param>
/// <param name="Session">The session; null for a key, which has none.</param>
/// <param name="Role">What it may do; a key is nobody's administrator.</param>
public sealed record Caller(AccountId Account, WorkspaceId Workspace, SessionId? Session, AccountRole Role)
{
    /// <summary>Names of the claims.</summary>
    public const string AccountClaim = "sub";

    public const string SessionClaim = "sid";
    public const string WorkspaceClaim = "ws";
    public const string RoleClaim = "role";
    public const string LocaleClaim = "locale";
    public const string TimeZoneClaim = "zoneinfo";
    public const string NameClaim = "name";
    public const string EmailClaim = "email";

    /// <summary>The caller of an endpoint that lets nobody in unsigned.</summary>
    public static Caller Of(ClaimsPrincipal user) => TryOf(user) ?? throw new InvalidOperationException("The endpoint lets callers in who are not signed in.");

    /// <summary>The caller, or null when nobody is signed in.</summary>
    public static Caller? TryOf(ClaimsPrincipal user) => user.Identity?.IsAuthenticated is true
        ? new Caller(
            new AccountId(Id(user, AccountClaim)), new WorkspaceId(Id(user, WorkspaceClaim)),
            user.HasClaim(claim => claim.Type == SessionClaim) ? new SessionId(Id(user, SessionClaim)) : null,
            Enum.Parse<AccountRole>(user.FindFirstValue(RoleClaim)!, ignoreCase: true))
        : null;

    /// <summary>What is always read from the account, whatever the token says.</summary>
    public static IEnumerable<Claim> ClaimsOf(Account account, AccountRole role)
    {
        yield return new Claim(WorkspaceClaim, account.Workspace.ToString());
        yield return new Claim(RoleClaim, WireName.Of(role));
        yield return new Claim(EmailClaim, account.Email);
        yield return new Claim(NameClaim, account.Name ?? account.Email);
        yield return new Claim(TimeZoneClaim, account.TimeZone);
        if (account.Locale is { } locale)
        {
            yield return new Claim(LocaleClaim, locale);
        }
    }

    private static Guid Id(ClaimsPrincipal user, string claim) => Guid.Parse(user.FindFirstValue(claim)!);
}
