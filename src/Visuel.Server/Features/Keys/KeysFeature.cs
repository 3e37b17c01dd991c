namespace Visuel.Server.Features.Keys;

/// <summary>API keys.</summary>
internal static class KeysFeature
{
    /// <summary>Registers what the feature is made of.</summary>
    public static IServiceCollection AddKeys(this IServiceCollection services) => services
        .AddSingleton<CreateApiKey>()
        .AddSingleton<RevokeApiKey>();

    /// <summary>Maps its routes.</summary>
    public static void MapKeys(this IEndpointRouteBuilder routes) => routes.MapKeyEndpoints();
}
