using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Identity;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Server.Features.Accounts;
using Visuel.Server.Features.Quota;

namespace Visuel.Server.Http;

/// <summary>Finds out who calls: the cookie <c>token</c>, unless a Bearer key is sent, which then alone counts.</summary>
public static class Authentication
{
    /// <summary>The policy of administrators.</summary>
    public const string Administrators = "administrators";

    /// <summary>The policy of what people without an account may do, where the installation is open to them.</summary>
    public const string VisitorsToo = "visitors too";

    /// <summary>Registers the scheme, its key and the policies. Whoever is not let in by name must be signed in.</summary>
    public static IServiceCollection AddTokenAuthentication(this IServiceCollection services)
    {
        services.AddSingleton(provider =>
        {
            var key = provider.GetRequiredService<AccountOptions>().TokenKey;
            var kept = key ?? provider.GetRequiredService<ISecrets>()
                .GetOrAddAsync("token-key", RandomNumberGenerator.GetBytes(64), CancellationToken.None).GetAwaiter().GetResult().ToArray();
            return new TokenKey(new SymmetricSecurityKey(kept));
        });
        services.AddSingleton<TokenCookie>();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<TokenKey, TimeProvider>(Configure);
        services.AddAuthorizationBuilder()
            .AddPolicy(Administrators, policy => policy.RequireAuthenticatedUser().RequireClaim(Caller.RoleClaim, WireName.Of(AccountRole.Admin)))
            .AddPolicy(VisitorsToo, policy => policy.RequireAssertion(context =>
                context.User.Identity?.IsAuthenticated is true || (context.Resource is HttpContext http && IsVisitor(http))))
            .SetFallbackPolicy(new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddIdentityCore<AccountUser>(options => options.Password = new PasswordOptions
        {
            RequiredLength = PasswordRules.Shortest,
            RequireDigit = false,
            RequireLowercase = false,
            RequireUppercase = false,
            RequireNonAlphanumeric = false,
        }).AddUserStore<IdentityStore>();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);
        return services.AddSingleton<PasswordGate>().AddSingleton<SetupCode>().AddSingleton<SessionCache>()
            .AddSingleton<Register>().AddSingleton<SignIn>().AddSingleton<ChangePassword>();
    }

    /// <summary>Gives a token that is older than a day a successor, on whatever answer comes next.</summary>
    public static IApplicationBuilder UseTokenRenewal(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var clock = context.RequestServices.GetRequiredService<TimeProvider>();
        if (Caller.TryOf(context.User) is { } caller && IssuedAt(context.User) is { } issued && clock.GetUtcNow() - issued > TokenCookie.RenewAfter)
        {
            var session = new Session(caller.Session, caller.Account, issued, clock.GetUtcNow() + SignIn.Lifetime);
            await context.RequestServices.GetRequiredService<ISessions>().ExtendAsync(session.Id, session.ExpiresAt, context.RequestAborted);
            context.RequestServices.GetRequiredService<TokenCookie>().Write(context, session);
        }

        await next(context);
    });

    // Whoever sends a key or a token means to be somebody: when it is wrong they are told so, and are no visitors.
    private static bool IsVisitor(HttpContext http) =>
        http.RequestServices.GetRequiredService<QuotaOptions>().Visitors is not null
        && Bearer.Of(http.Request) is null && !http.Request.Cookies.ContainsKey(TokenCookie.Name);

    private static DateTimeOffset? IssuedAt(ClaimsPrincipal user) =>
        long.TryParse(user.FindFirstValue(JwtRegisteredClaimNames.Iat), out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private static void Configure(JwtBearerOptions options, TokenKey key, TimeProvider clock)
    {
        options.MapInboundClaims = false;
        options.TimeProvider = clock;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ValidIssuer = TokenCookie.Issuer,
            ValidAudience = TokenCookie.Issuer,
            IssuerSigningKey = key.Key,
            NameClaimType = Caller.NameClaim,
            RoleClaimType = Caller.RoleClaim,
            LifetimeValidator = (_, expires, _, _) => expires > clock.GetUtcNow().UtcDateTime,
        };
        options.Events = new JwtBearerEvents
        {
            OnMessageReceived = ReadCookie,
            OnTokenValidated = ReadSessionAsync,
            OnChallenge = ChallengeAsync,
            OnForbidden = context => context.HttpContext.RequestServices.GetRequiredService<Problems>()
                .Answer(Problem.Forbidden).ExecuteAsync(context.HttpContext),
        };
    }

    private static Task ReadCookie(MessageReceivedContext context)
    {
        if (Bearer.Of(context.Request) is not null)
        {
            context.Fail("No API key of this installation.");
        }
        else if (context.Request.Cookies.TryGetValue(TokenCookie.Name, out var token) && token.Length > 0)
        {
            context.Token = token;
        }
        else
        {
            context.NoResult();
        }

        return Task.CompletedTask;
    }

    private static async Task ReadSessionAsync(TokenValidatedContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<SessionCache>();
        if (!Guid.TryParse(context.Principal?.FindFirstValue(Caller.SessionClaim), out var id)
            || await sessions.FindAsync(new SessionId(id), context.HttpContext.RequestAborted) is not { } found
            || found.Account.Id.ToString() != context.Principal.FindFirstValue(Caller.AccountClaim))
        {
            context.Fail("The session has ended.");
            return;
        }

        var identity = (ClaimsIdentity)context.Principal.Identity!;
        identity.AddClaim(new Claim(Caller.WorkspaceClaim, found.Account.Workspace.ToString()));
        identity.AddClaim(new Claim(Caller.RoleClaim, WireName.Of(found.Account.Role)));
        identity.AddClaim(new Claim(Caller.EmailClaim, found.Account.Email));
        identity.AddClaim(new Claim(Caller.NameClaim, found.Account.Name ?? found.Account.Email));
        identity.AddClaim(new Claim(Caller.TimeZoneClaim, found.Account.TimeZone));
        if (found.Account.Locale is { } locale)
        {
            identity.AddClaim(new Claim(Caller.LocaleClaim, locale));
        }
    }

    private static Task ChallengeAsync(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        var http = context.HttpContext;
        if (!ProblemAnswers.IsApi(http) && HttpMethods.IsGet(http.Request.Method))
        {
            var here = http.Request.PathBase + http.Request.Path + http.Request.QueryString;
            http.Response.Redirect($"/login?returnUrl={Uri.EscapeDataString(here)}");
            return Task.CompletedTask;
        }

        http.Response.Headers.WWWAuthenticate = "Bearer";
        return http.RequestServices.GetRequiredService<Problems>().Answer(Problem.NotSignedIn).ExecuteAsync(http);
    }
}
