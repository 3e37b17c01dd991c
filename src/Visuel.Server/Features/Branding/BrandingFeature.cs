namespace Visuel.Server.Features.Branding;

/// <summary>A workspace's colours and logo.</summary>
internal static class BrandingFeature
{
    /// <summary>Registers what the feature is made of.</summary>
    public static IServiceCollection AddBranding(this IServiceCollection services) =>
        services.AddSingleton<LogoReader>().AddSingleton<SaveBrand>();

    /// <summary>Maps its routes.</summary>
    public static void MapBranding(this IEndpointRouteBuilder routes) => routes.MapBrand();
}
