using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Server.Answers;
using Visuel.Server.Features.Accounts;
using Visuel.Server.Features.Quota;

namespace Visuel.Server.Callers;

/// <summary>Finds out who calls: the cookie <c>token</c>, unless a Bearer key is sent, which then alone counts.</summary>
public static class Authentication
{
    /// <summary>The policy of administrators.</summary>
    public const string Administrators = "administrators";

    /// <summary>The policy of what API keys may do too. A key reaches only what lets it in by name: neither the account it stands for, nor keys, billing, pages or what
    /// administrators do.</summary>
    public const string KeysToo = "keys too";

    /// <summary>The policy of what needs no account but is for people: whoever sends a key or a token instead is refused.</summary>
    public const string NoKeys = "everybody but keys";

    /// <summary>The policy of what people without an account may do, where the installation is open to them.</summary>
    public const string VisitorsToo = "visitors too";

    /// <summary>Registers the scheme, its key and the policies. Whoever is not let in by name must be signed in with a session.</summary>
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
        var signedIn = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireClaim(Caller.SessionClaim).Build();
        services.AddAuthorizationBuilder()
            .AddPolicy(Administrators, policy => policy.Combine(signedIn).RequireClaim(Caller.RoleClaim, WireName.Of(AccountRole.Admin)))
            .AddPolicy(KeysToo, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(NoKeys, policy => policy.RequireAssertion(context => context.Resource is HttpContext http && Bearer.Of(http.Request) is null))
            .AddPolicy(VisitorsToo, policy => policy.RequireAssertion(context =>
                context.User.Identity?.IsAuthenticated is true || (context.Resource is HttpContext http && IsVisitor(http))))
            .SetDefaultPolicy(signedIn)
            .SetFallbackPolicy(signedIn);
        services.AddIdentityCore<AccountUser>(options => options.Password = new PasswordOptions
        {
            RequiredLength = PasswordRules.Shortest,
            RequireDigit = false,
            RequireLowercase = false,
            RequireUppercase = false,
            RequireNonAlphanumeric = false,
        }).AddUserStore<IdentityStore>();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);
        return services.AddSingleton<PasswordGate>().AddSingleton<SetupCode>().AddSingleton<SessionCache>().AddSingleton<KnownTokens>().AddSingleton<ApiKeyAuthentication>()
            .AddSingleton<Register>().AddSingleton<SignIn>().AddSingleton<ChangePassword>();
    }

    /// <summary>Gives a token that is older than a day a successor, on whatever answer comes next.</summary>
    public static IApplicationBuilder UseTokenRenewal(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var clock = context.RequestServices.GetRequiredService<TimeProvider>();
        if (context.User.Identity is CallerIdentity { Caller: { Session: { } id } caller, TokenIssuedAt: { } issued } && clock.GetUtcNow() - issued > TokenCookie.RenewAfter)
        {
            var session = new Session(id, caller.Account, issued, clock.GetUtcNow() + SignIn.Lifetime);
            await context.RequestServices.GetRequiredService<ISessions>().ExtendAsync(session.Id, session.ExpiresAt, context.RequestAborted);
            context.RequestServices.GetRequiredService<TokenCookie>().Write(context, session);
        }

        await next(context);
    });

    // Whoever sends a key or a token means to be somebody: when it is wrong they are told so, and are no visitors.
    private static bool IsVisitor(HttpContext http) =>
        http.RequestServices.GetRequiredService<QuotaOptions>().Visitors is not null
        && Bearer.Of(http.Request) is null && !http.Request.Cookies.ContainsKey(TokenCookie.Name);

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
            LifetimeValidator = (_, expires, _, _) => expires > clock.GetUtcNow().UtcDateTime,
        };
        options.Events = new JwtBearerEvents
        {
            OnMessageReceived = ReadTokenAsync,
            OnTokenValidated = AdmitCheckedAsync,
            OnChallenge = ChallengeAsync,
            OnForbidden = context => context.HttpContext.RequestServices.GetRequiredService<Problems>()
                .Answer(Problem.Forbidden).ExecuteAsync(context.HttpContext),
        };
    }

    private static async Task ReadTokenAsync(MessageReceivedContext context)
    {
        if (Bearer.Of(context.Request) is { } key)
        {
            var keys = context.HttpContext.RequestServices.GetRequiredService<ApiKeyAuthentication>();
            context.Principal = await keys.RunAsync(key, context.Scheme.Name, context.HttpContext.RequestAborted);
            if (context.Principal is null)
            {
                context.Fail("The key is wrong, revoked or expired.");
            }
            else
            {
                context.Success();
            }
        }
        else if (context.Request.Cookies.TryGetValue(TokenCookie.Name, out var token) && token.Length > 0)
        {
            if (context.HttpContext.RequestServices.GetRequiredService<KnownTokens>().Find(token) is { } known)
            {
                await AdmitAsync(context, known);
            }
            else
            {
                context.Token = token;
            }
        }
        else
        {
            context.NoResult();
        }
    }

    private static Task AdmitCheckedAsync(TokenValidatedContext context)
    {
        if (context.SecurityToken is not JsonWebToken token || TokenWords.Read(token) is not { } words)
        {
            context.Fail("The token names no session.");
            return Task.CompletedTask;
        }

        context.HttpContext.RequestServices.GetRequiredService<KnownTokens>().Remember(token.EncodedToken, words);
        return AdmitAsync(context, words);
    }

    private static async Task AdmitAsync(ResultContext<JwtBearerOptions> context, TokenWords words)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<SessionCache>();
        if (await sessions.FindAsync(words.Session, context.HttpContext.RequestAborted) is { } found && found.Account.Id == words.Account)
        {
            context.Principal = CallerIdentity.OfSession(found.Account, words, context.Scheme.Name);
            context.Success();
        }
        else
        {
            context.Fail("The session has ended.");
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
