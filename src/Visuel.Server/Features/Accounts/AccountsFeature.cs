using Microsoft.AspNetCore.Identity;
using Visuel.Core.Accounts;
using Visuel.Server.Rounds;

namespace Visuel.Server.Features.Accounts;

/// <summary>Accounts: registration, sign-in, sessions, profile, passwords and erasure.</summary>
internal static class AccountsFeature
{
    /// <summary>Registers what the feature is made of.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services, AccountOptions options) => services
        .AddSingleton(options)
        .AddPasswords()
        .AddSingleton<SetupCode>()
        .AddSingleton<Register>()
        .AddSingleton<SignInCookies>()
        .AddSingleton<CheckPassword>()
        .AddSingleton<SignIn>()
        .AddSingleton<SignOut>()
        .AddSingleton<EndSessions>()
        .AddSingleton<UpdateProfile>()
        .AddSingleton<ChangePassword>()
        .AddResetLinks()
        .AddSingleton<ResetPassword>()
        .AddSingleton<EmptyWorkspace>()
        .AddSingleton<EraseAccount>()
        .AddRound<ErasureSweeper>();

    /// <summary>Registers what makes password links, for the command line too.</summary>
    public static IServiceCollection AddResetLinks(this IServiceCollection services) =>
        services.AddSingleton<MakeResetLink>();

    /// <summary>Maps its routes.</summary>
    public static void MapAccounts(this IEndpointRouteBuilder routes) => routes.MapAccountEndpoints();

    private static IServiceCollection AddPasswords(this IServiceCollection services)
    {
        services.AddIdentityCore<AccountUser>(options =>
        {
            // The name is the address, which our own rules have checked: é may be in it.
            options.User.AllowedUserNameCharacters = "";
            options.Password = new PasswordOptions
            {
                RequiredLength = PasswordRules.Shortest,
                RequireDigit = false,
                RequireLowercase = false,
                RequireUppercase = false,
                RequireNonAlphanumeric = false,
            };
        }).AddUserStore<IdentityStore>();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);
        return services.AddSingleton<PasswordHashing>();
    }
}
