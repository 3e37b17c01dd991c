namespace Visuel.Server.Features.Tokens;

/// <summary>Hugging Face tokens of people's own.</summary>
internal static class TokensFeature
{
    /// <summary>Registers what the feature is made of.</summary>
    public static IServiceCollection AddOwnTokens(this IServiceCollection services) =>
        services.AddSingleton<OwnTokens>();

    /// <summary>Maps its routes.</summary>
    public static void MapOwnTokens(this IEndpointRouteBuilder routes) => routes.MapOwnTokenEndpoints();
}
