using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Visuel.Server.Rounds;

/// <summary>How a feature adds its rounds.</summary>
internal static class RoundsRegistration
{
    /// <summary>Adds a round: one for the whole server, made from its start to its end.</summary>
    public static IServiceCollection AddRound<T>(this IServiceCollection services)
        where T : Round
    {
        services.TryAddSingleton<RoundsHealth>();
        services.TryAddSingleton<RoundParts>();
        services.TryAddSingleton<T>();
        return services.AddHostedService(provider => provider.GetRequiredService<T>());
    }
}
