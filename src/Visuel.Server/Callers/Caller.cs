using System.Security.Claims;
using Visuel.Core.Accounts;

namespace Visuel.Server.Callers;

/// <summary>Who is calling: a signed-in session, or an API key.</summary>
/// <param name="Account">The account.</param>
/// <param name="Workspace">Its workspace.</param>
/// <param name="Session">The session; null for a key, which has none.</param>
/// <param name="Role">What it may do; a key is nobody's administrator.</param>
public sealed record Caller(AccountId Account, WorkspaceId Workspace, SessionId? Session, AccountRole Role)
{
    /// <summary>Names of the claims that the framework's policies and the pages read.</summary>
    public const string AccountClaim = "sub";

    public const string SessionClaim = "sid";
    public const string WorkspaceClaim = "ws";
    public const string RoleClaim = "role";
    public const string LocaleClaim = "locale";
    public const string TimeZoneClaim = "zoneinfo";
    public const string NameClaim = "name";
    public const string EmailClaim = "email";

    /// <summary>The caller of an endpoint that lets nobody in unsigned.</summary>
    public static Caller Of(ClaimsPrincipal user) =>
        TryOf(user) ?? throw new InvalidOperationException("The endpoint lets callers in who are not signed in.");

    /// <summary>The caller, or null when nobody is signed in.</summary>
    public static Caller? TryOf(ClaimsPrincipal user) => (user.Identity as CallerIdentity)?.Caller;

    /// <summary>The caller as read from the store, or null when nobody is signed in.</summary>
    public static KnownCaller? KnownOf(ClaimsPrincipal user) => (user.Identity as CallerIdentity)?.Known;
}
