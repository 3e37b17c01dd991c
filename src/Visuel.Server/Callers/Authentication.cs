using Microsoft.AspNetCore.Authorization;
using Visuel.Core.Accounts;
using Visuel.Server.Answers;
using Visuel.Server.Rounds;

namespace Visuel.Server.Callers;

/// <summary>Whether people without an account may draw on this installation.</summary>
public sealed record VisitorAccess(bool IsOpen);

/// <summary>Who may call what.</summary>
public static class Authentication
{
    /// <summary>The one scheme: a secret, of a session or of a key.</summary>
    public const string Scheme = "secret";

    /// <summary>The policy of administrators.</summary>
    public const string Administrators = "administrators";

    /// <summary>The policy of what API keys may do too. A key reaches only what lets it in by name: neither the account
    /// it stands for, nor keys, billing, pages or what administrators do.</summary>
    public const string KeysToo = "keys too";

    /// <summary>The policy of what needs no account but is for people:
    /// whoever sends a key or a token instead is refused.</summary>
    public const string NoKeys = "everybody but keys";

    /// <summary>The policy of what people without an account may do, where the installation is open to them.</summary>
    public const string VisitorsToo = "visitors too";

    /// <summary>Registers the scheme and the policies. Whoever is not let in by name must have a session.</summary>
    public static IServiceCollection AddCallers(this IServiceCollection services)
    {
        services.AddSingleton<TokenCookie>().AddSingleton<DeviceCookie>().AddSingleton<KnownCallers>();
        services.AddRound<LastUses>();
        services.AddRound<SecurityLog>();
        services.AddTransient<CallerAuthentication>().AddAuthentication(options =>
        {
            options.AddScheme<CallerAuthentication>(Scheme, displayName: null);
            options.DefaultScheme = Scheme;
        });
        var signedIn = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireClaim(Caller.SessionClaim)
            .Build();
        services.AddAuthorizationBuilder()
            .AddPolicy(Administrators, policy => policy.Combine(signedIn)
                .RequireClaim(Caller.RoleClaim, WireName.Of(AccountRole.Admin)))
            .AddPolicy(KeysToo, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(NoKeys, policy => policy.RequireAssertion(
                context => context.Resource is HttpContext http && Bearer.Of(http.Request) is null))
            .AddPolicy(VisitorsToo, policy => policy.RequireAssertion(context =>
                context.User.Identity?.IsAuthenticated is true
                || (context.Resource is HttpContext http && IsVisitor(http))))
            .SetDefaultPolicy(signedIn)
            .SetFallbackPolicy(signedIn);
        return services;
    }

    // Whoever sends a key or a session's secret means to be somebody: when it is wrong they are told so, and are no
    // visitors. A cookie of that name that can be no secret is another site's.
    private static bool IsVisitor(HttpContext http) =>
        http.RequestServices.GetRequiredService<VisitorAccess>().IsOpen
        && Bearer.Of(http.Request) is null && TokenCookie.SecretsOf(http.Request).Count == 0;
}
