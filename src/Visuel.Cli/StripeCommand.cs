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

    // The secret is there only once the endpoint is made. Stripe's secrets are longer.
    private static readonly Dictionary<string, string?> BeforeTheFirstWebhook =
        new() { ["STRIPE_WEBHOOK_SECRET"] = "whsec_notMadeYet" };

    public static Command Create()
    {
        var webhook = new Option<string?>("--webhook")
        {
            Description = "Your address, such as https://visuel.example.com: makes or updates the webhook endpoint, "
                + "too. The secret of a new one is printed once.",
            HelpName = "ADDRESS",
        };
        var setup = new Command(
            "setup",
            "Makes the products, their prices and the customer portal at Stripe. A second run finds what the first " +
            "made.") { webhook };
        setup.SetAction((parsed, stop) => Installation.UseAsync(
            (services, settings) => RunAsync(services, settings, parsed.GetValue(webhook), stop),
            parsed.GetValue(webhook) is null ? null : BeforeTheFirstWebhook));
        return new Command("stripe", "What is sold at Stripe.") { setup };
    }

    private static async Task<int> RunAsync(
        IServiceProvider services, ServerSettings settings, string? webhook, CancellationToken stop)
    {
        if (!settings.Stripe.IsEnabled)
        {
            await Console.Error.WriteLineAsync(
                "STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET are not set: see docs/operations.md.");
            return 1;
        }

        var address = webhook is null ? null : AddressOf(webhook);
        if (webhook is not null && address is null)
        {
            await Console.Error.WriteLineAsync(
                $"--webhook needs your address, such as https://visuel.example.com, or that and {WebhookPath}.");
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
                Console.WriteLine(
                    $"Product  {sold.Facts.Product}{New(sold.IsProductNew)}{Restored(sold.IsProductRestored)}");
                Console.WriteLine($"Price    {sold.Facts.Id}{New(sold.IsNew)}{Restored(sold.IsRestored)}");
            }

            Console.WriteLine($"Portal   {report.Portal}{New(report.IsPortalNew)}");
            await SaveWebhookAsync(services, settings, address, stop);
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

    private static async Task SaveWebhookAsync(
        IServiceProvider services, ServerSettings settings, Uri? address, CancellationToken stop)
    {
        if (address is null)
        {
            var own = settings.Address.Url?.GetLeftPart(UriPartial.Authority) ?? "https://your-address";
            Console.WriteLine();
            Console.WriteLine($"The webhook endpoint is made or updated by ./run stripe setup --webhook {own}");
            return;
        }

        var made = await services.GetRequiredService<StripeSetup>().SaveWebhookAsync(address, stop);
        Console.WriteLine($"Webhook  {made.Id}{New(made.IsNew)}");
        if (made.Secret is { } secret)
        {
            Console.WriteLine();
            Console.WriteLine("Stripe says this secret once. Put it into .env.local, and start Visuel again:");
            Console.WriteLine($"STRIPE_WEBHOOK_SECRET={secret}");
        }
    }

    // The server's address, or that of its webhook.
    private static Uri? AddressOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
            && address is { Query: "", Fragment: "" } && address.AbsolutePath.TrimEnd('/') is "" or WebhookPath
            ? new Uri(address, WebhookPath)
            : null;

    private static string Restored(bool isRestored) => isRestored ? "  (was archived, is sold again)" : "";

    private static string New(bool isNew) => isNew ? "  (new)" : "";
}
