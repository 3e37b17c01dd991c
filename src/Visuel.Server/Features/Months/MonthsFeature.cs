using Visuel.Server.Rounds;

namespace Visuel.Server.Features.Months;

/// <summary>The end of a month: months that are over are summed up and expired holds settled.</summary>
internal static class MonthsFeature
{
    /// <summary>Registers what the feature is made of.</summary>
    public static IServiceCollection AddMonths(this IServiceCollection services) => services
        .AddSingleton<ResetMonthlyImageQuotas>()
        .AddRound<ResetScheduler>();

    /// <summary>Maps its routes.</summary>
    public static void MapMonths(this IEndpointRouteBuilder routes) => routes.MapCron();
}
