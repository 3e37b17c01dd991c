using Stripe;
using Visuel.Core.Billing;

namespace Visuel.Server.Payments;

/// <summary>Adds the client of Stripe, or <see cref="NoPayments"/> where no key is set.</summary>
internal static class PaymentsRegistration
{
    private const string Client = "stripe";

    // Of one attempt. Stripe normally answers within seconds.
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(20);

    public static void AddPayments(this IServiceCollection services, StripeOptions options)
    {
        services.AddSingleton(options);
        if (!options.IsEnabled)
        {
            services.AddSingleton<IPaymentGateway, NoPayments>();
            return;
        }

        // Stripe's library repeats failed calls by itself, except those that were too many.
        services.AddHttpClient(Client, http => http.Timeout = AnswersWithin)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ConnectTimeout = TimeSpan.FromSeconds(5),
            }).AddHttpMessageHandler(provider => new TooManyCalls(provider.GetRequiredService<TimeProvider>()))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan).RemoveAllLoggers();
        services.AddSingleton(provider => new StripeClient(new StripeClientOptions
        {
            ApiKey = options.SecretKey,
            ApiBase = options.ApiBase ?? "https://api.stripe.com",
            // Telemetry would write a file into the home folder, and send an id of this machine to Stripe.
            HttpClient = new SystemNetHttpClient(
                provider.GetRequiredService<IHttpClientFactory>().CreateClient(Client), maxNetworkRetries: 2,
                enableTelemetry: false),
        }));
        services.AddSingleton<StripeSetup>().AddSingleton<IPaymentGateway, StripeGateway>();
    }
}
