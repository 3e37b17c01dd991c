using Visuel.Server.Callers;

namespace Visuel.Server.Features.Quota;

/// <summary>What a workspace may draw, and what it has used.</summary>
internal static class QuotaFeature
{
    /// <summary>Registers what the feature is made of.</summary>
    public static IServiceCollection AddQuota(this IServiceCollection services, QuotaOptions options) => services
        .AddSingleton(options)
        .AddSingleton(new VisitorAccess(options.Visitors is not null))
        .AddSingleton<ReadQuota>();

    /// <summary>Maps its routes.</summary>
    public static void MapQuota(this IEndpointRouteBuilder routes) => routes.MapUsage();
}
