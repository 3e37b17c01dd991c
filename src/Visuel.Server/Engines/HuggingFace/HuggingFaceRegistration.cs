using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Visuel.Core.Generation;
using Visuel.Server.Engines.HuggingFace.Providers;
using Visuel.Server.Engines.Tokens;

namespace Visuel.Server.Engines.HuggingFace;

/// <summary>Adds the engine to the server.</summary>
public static class HuggingFaceRegistration
{
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(5);

    /// <summary>Adds the engine as one more <see cref="IImageEngine"/>, with its two HTTP clients: one that carries the
    /// token to the Hub and the router, and one that fetches images and carries nothing.</summary>
    public static IServiceCollection AddHuggingFace(this IServiceCollection services, HuggingFaceOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<UpstreamClient>();
        services.AddSingleton<HubModels>();
        services.AddSingleton<ProviderMappings>();
        services.AddSingleton<AllowedDownloads>();
        services.AddSingleton<ImageDownload>();
        services.AddSingleton<ProviderGuards>();
        services.AddSingleton<RetryingProvider>();
        services.AddSingleton<TokenCredit>();
        services.AddSingleton<TokenSeal>();
        services.AddSingleton<ChooseToken>();
        services.AddSingleton<ITokenStatus, HubTokenStatus>();
        KnownProviders.Add(services);
        services.AddSingleton<IImageEngine, HuggingFaceEngine>();
        AddClient(services, UpstreamClient.ClientName, _ => new SocketsHttpHandler());
        AddClient(services, ImageDownload.ClientName, provider => new SocketsHttpHandler
        {
            ConnectCallback = provider.GetRequiredService<AllowedDownloads>().ConnectAsync,
        });
        return services;
    }

    private static void AddClient(
        IServiceCollection services, string name, Func<IServiceProvider, SocketsHttpHandler> handler) => services
        .AddHttpClient(name, client =>
        {
            // HuggingFaceBudgets ends requests. A second time limit would hide which of the two ran out.
            client.Timeout = Timeout.InfiniteTimeSpan;
            client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue(
                "visuel", typeof(HuggingFaceEngine).Assembly.GetName().Version?.ToString(3)));
        })
        // The framework would log signed addresses of images.
        .RemoveAllLoggers()
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        .ConfigurePrimaryHttpMessageHandler(provider =>
        {
            var sockets = handler(provider);
            sockets.AllowAutoRedirect = false;
            sockets.UseCookies = false;
            sockets.AutomaticDecompression = DecompressionMethods.None;
            sockets.PooledConnectionLifetime = ConnectionLife;
            return sockets;
        });
}
