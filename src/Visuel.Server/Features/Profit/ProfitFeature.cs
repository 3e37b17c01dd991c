namespace Visuel.Server.Features.Profit;

/// <summary>What each plan brings and costs.</summary>
internal static class ProfitFeature
{
    /// <summary>Registers what the feature is made of.</summary>
    public static IServiceCollection AddProfit(this IServiceCollection services, CostOptions options) =>
        services.AddSingleton(options).AddSingleton<ReadProfit>();

    /// <summary>Maps its routes.</summary>
    public static void MapProfit(this IEndpointRouteBuilder routes) => routes.MapProfitEndpoints();
}
