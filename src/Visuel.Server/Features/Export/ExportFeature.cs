namespace Visuel.Server.Features.Export;

/// <summary>Everything of a workspace in one file, for its owner.</summary>
internal static class ExportFeature
{
    /// <summary>Registers what the feature is made of.</summary>
    public static IServiceCollection AddExport(this IServiceCollection services) =>
        services.AddSingleton<AccountParts>().AddSingleton<WriteExport>();

    /// <summary>Maps its routes.</summary>
    public static void MapExport(this IEndpointRouteBuilder routes) => routes.MapExportEndpoints();
}
