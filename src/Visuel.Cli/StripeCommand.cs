using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Visuel.Core.Billing;
using Visuel.Server;
using Visuel.Server.Payments;

namespace Visuel.Cli;

/// <summary><c>stripe setup</c>: makes at Stripe what is sold, and says what is left to do there.</summary>
internal static class StripeCommand
{
    private const string WebhookPath = "/api/webhooks/stripe";

    public static Command Create()
    {
        var setup = new Command(
            "setup",
            "Makes the products, their prices and the customer portal at Stripe. A second run finds what the first " +
            "made.");
        setup.SetAction((_, stop) => Installation.UseAsync((services, settings) => RunAsync(services, settings, stop)));
        return new Command("stripe", "What is sold at Stripe.") { setup };
    }

    private static async Task<int> RunAsync(IServiceProvider services, ServerSettings settings, CancellationToken stop)
    {
        if (!settings.Stripe.IsEnabled)
        {
            await Console.Error.WriteLineAsync(
                "STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET are not set: see docs/operations.md.");
            return 1;
        }

        try
        {
            var report = await services.GetRequiredService<StripeSetup>().RunAsync(stop);
            var prices = report.Prices.Select(
                sold => new KnownPrice(sold.Facts.Id, sold.Facts.Product, sold.Plan.Name));
            await services.GetRequiredService<ICustomers>().RememberPricesAsync([.. prices], stop);
            Console.WriteLine($"Mode     {(settings.Stripe.IsLive ? "live: real money" : "test")}");
            foreach (var sold in report.Prices)
            {
                Console.WriteLine($"Product  {sold.Facts.Product}{New(sold.IsProductNew)}{Restored(sold.IsProductRestored)}");
                Console.WriteLine($"Price    {sold.Facts.Id}{New(sold.IsNew)}{Restored(sold.IsRestored)}");
            }

            Console.WriteLine($"Portal   {report.Portal}{New(report.IsPortalNew)}");
            Console.WriteLine();
            Console.WriteLine(
                "Left to do in Stripe's Dashboard: a webhook endpoint for " +
                $"{settings.Address.Url?.GetLeftPart(UriPartial.Authority) ?? "https://your-address"}{WebhookPath}");
            Console.WriteLine(
                "with the events that docs/operations.md lists, and its secret in STRIPE_WEBHOOK_SECRET.");
            return 0;
        }
        catch (PaymentException error)
        {
            await Console.Error.WriteLineAsync(error.Fault is PaymentFault.NotSetUp
                ? "Stripe does not accept STRIPE_SECRET_KEY, or it may not do this."
                : error.Message);
            return 1;
        }
    }

    private static string Restored(bool isRestored) => isRestored ? "  (was archived, is sold again)" : "";

    private static string New(bool isNew) => isNew ? "  (new)" : "";
}
