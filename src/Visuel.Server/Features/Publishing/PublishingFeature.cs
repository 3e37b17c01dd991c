using Visuel.Server.Features.Library;
using Visuel.Server.Rounds;

namespace Visuel.Server.Features.Publishing;

/// <summary>Public copies of images on a CDN.</summary>
internal static class PublishingFeature
{
    /// <summary>Registers what the feature is made of. Where there is no CDN, nothing makes copies.</summary>
    public static IServiceCollection AddPublishing(this IServiceCollection services, PublishingOptions options)
    {
        services.AddSingleton(options).AddSingleton(new PublicLinks(options.Cdn)).AddSingleton<SetPublishing>();
        if (options.Cdn is null)
        {
            return services;
        }

        services.AddHttpClient(ContentDelivery.ClientName, client => client.Timeout = TimeSpan.FromSeconds(10))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
            });
        return services
            .AddSingleton<ContentDelivery>()
            .AddSingleton<PublishCopy>()
            .AddRound<PublicationWorker>();
    }

    /// <summary>Maps its routes.</summary>
    public static void MapPublishing(this IEndpointRouteBuilder routes) => routes.MapPublication();
}
