namespace Visuel.Server.Features.Accounts;

/// <summary>Accounts: registration, sign-in, profile, passwords and erasure.</summary>
internal static class AccountsFeature
{
    /// <summary>Registers what the feature is made of.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services, AccountOptions options) => services
        .AddSingleton(options)
        .AddSingleton<UpdateProfile>()
        .AddSingleton<SignOut>()
        .AddResetLinks()
        .AddSingleton<ResetPassword>()
        .AddSingleton<EmptyWorkspace>()
        .AddSingleton<EraseAccount>()
        .AddSingleton<ErasureSweeper>()
        .AddHostedService(provider => provider.GetRequiredService<ErasureSweeper>());

    /// <summary>Registers what makes password links, for the command line too.</summary>
    public static IServiceCollection AddResetLinks(this IServiceCollection services) => services.AddSingleton<MakeResetLink>();

    /// <summary>Maps its routes.</summary>
    public static void MapAccounts(this IEndpointRouteBuilder routes) => routes.MapAccountEndpoints();
}
