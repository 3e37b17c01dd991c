namespace Visuel.Server.Features.Admin;

/// <summary>What administrators see and change of all accounts.</summary>
internal static class AdminFeature
{
    /// <summary>Registers what the feature is made of.</summary>
    public static IServiceCollection AddAdmin(this IServiceCollection services) => services
        .AddSingleton<UpdateAdminAccount>()
        .AddSingleton<DescribeAccount>()
        .AddSingleton<ReadUsageByPeriod>()
        .AddSingleton<ListTroubledGenerations>();

    /// <summary>Maps its routes.</summary>
    public static void MapAdmin(this IEndpointRouteBuilder routes)
    {
        routes.MapAdminAccounts();
        routes.MapAdminOverview();
    }
}
