using Visuel.Server.Rounds;

namespace Visuel.Server.Features.Visitors;

/// <summary>People without an account, who may draw at <c>/try</c>.</summary>
internal static class VisitorsFeature
{
    /// <summary>Registers what the feature is made of; its page is its only route.</summary>
    public static IServiceCollection AddVisitors(this IServiceCollection services) => services
        .AddRound<VisitorSweeper>();
}
