using Stripe;
using Visuel.Core.Billing;

namespace Visuel.Server.Payments;

/// <summary>Adds what speaks to Stripe, or to nobody.</summary>
internal static class PaymentsRegistration
{
    private const string Client = "stripe";

    // Stripe answers within seconds, or not at all.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static void AddPayments(this IServiceCollection services, StripeOptions options)
    {
        services.AddSingleton(options);
        if (!options.IsEnabled)
        {
            services.AddSingleton<IPaymentGateway, NoPayments>();
            return;
        }

        // Stripe's own client tries again by itself; nothing else does on top of that.
        services.AddHttpClient(Client, http => http.Timeout = Patience)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ConnectTimeout = TimeSpan.FromSeconds(5),
            }).SetHandlerLifetime(Timeout.InfiniteTimeSpan).RemoveAllLoggers();
        services.AddSingleton(provider => new StripeClient(new StripeClientOptions
        {
            ApiKey = options.SecretKey,
            ApiBase = options.ApiBase ?? "https://api.stripe.com",
            // Telemetry would write to the home folder, and tell Stripe about this machine.
            HttpClient = new SystemNetHttpClient(provider.GetRequiredService<IHttpClientFactory>().CreateClient(Client), maxNetworkRetries: 2, enableTelemetry: false),
        }));
        services.AddSingleton<StripeSetup>().AddSingleton<IPaymentGateway, StripeGateway>();
    }
}
