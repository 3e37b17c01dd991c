using Visuel.Server.Rounds;

namespace Visuel.Server.Features.Billing;

/// <summary>Selling plans: checkout, customer portal, invoices, and what the payment provider tells.</summary>
internal static class BillingFeature
{
    /// <summary>Registers what the feature is made of. Where nothing is sold,
    /// nothing looks into payment events.</summary>
    public static IServiceCollection AddBilling(this IServiceCollection services, BillingOptions options)
    {
        services
            .AddSingleton(options)
            .AddSingleton(options.Grace)
            .AddSingleton<ReadSale>()
            .AddSingleton<PriceBook>()
            .AddSingleton<SyncCustomer>()
            .AddSingleton<ReadBilling>()
            .AddSingleton<OpenPortal>()
            .AddSingleton<StartCheckout>()
            .AddSingleton<FinishCheckout>()
            .AddSingleton<EndSubscription>()
            .AddSingleton<RefreshCatalogue>()
            .AddSingleton<FindPayer>()
            .AddSingleton<ProcessPaymentEvents>()
            .AddSingleton<PaymentWorker>()
            .AddSingleton<RetryPaymentEvents>();
        return options.IsSelling
            ? services.AddRound<PaymentWorker>()
            : services;
    }

    /// <summary>Maps its routes.</summary>
    public static void MapBilling(this IEndpointRouteBuilder routes)
    {
        routes.MapBillingEndpoints();
        routes.MapBillingForms();
        routes.MapWebhooks();
        routes.MapPaymentAdmin();
    }
}
