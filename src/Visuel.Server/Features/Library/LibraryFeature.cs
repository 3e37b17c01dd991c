namespace Visuel.Server.Features.Library;

/// <summary>Images that were kept, and their files.</summary>
internal static class LibraryFeature
{
    /// <summary>Registers what the feature is made of.</summary>
    public static IServiceCollection AddLibrary(this IServiceCollection services) => services
        .AddSingleton<DeleteImage>()
        .AddSingleton<OpenImageFile>()
        .AddSingleton<NameImage>()
        .AddSingleton<ReadImageFile>()
        .AddSingleton<UpdateImage>();

    /// <summary>Maps its routes.</summary>
    public static void MapLibrary(this IEndpointRouteBuilder routes) => routes.MapLibraryEndpoints();
}
