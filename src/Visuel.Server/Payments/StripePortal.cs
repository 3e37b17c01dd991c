using Stripe;
using Stripe.BillingPortal;

namespace Visuel.Server.Payments;

/// <summary>The one configuration of the portal that is ours, known by its metadata: it is made by a command, not on each visit.</summary>
internal static class StripePortal
{
    private const string Mark = "visuel";

    /// <summary>It, or null before it was made.</summary>
    public static async Task<Configuration?> FindAsync(StripeClient client, CancellationToken stop)
    {
        var found = await StripeCall.AskAsync(
            () => client.V1.BillingPortal.Configurations.ListAsync(new ConfigurationListOptions { Active = true, Limit = 100 }, cancellationToken: stop), stop);
        return found.Data.Find(configuration => configuration.Metadata?.ContainsKey(Mark) is true);
    }

    /// <summary>Makes it, or brings it up to date.</summary>
    /// <param name="client">How to reach Stripe.</param>
    /// <param name="existing">It, or null before it was made.</param>
    /// <param name="product">What is sold.</param>
    /// <param name="prices">The prices of that a subscriber may change to.</param>
    /// <param name="stop">Gives up.</param>
    public static Task<Configuration> SaveAsync(StripeClient client, Configuration? existing, string product, List<string> prices, CancellationToken stop)
    {
        var features = new ConfigurationFeaturesOptions
        {
            InvoiceHistory = new() { Enabled = true },
            PaymentMethodUpdate = new() { Enabled = true },
            CustomerUpdate = new() { Enabled = true, AllowedUpdates = ["email", "address", "name", "tax_id"] },
            // Ending is as easy as buying, and what is paid for stays until its end.
            SubscriptionCancel = new() { Enabled = true, Mode = "at_period_end" },
            SubscriptionUpdate = new()
            {
                Enabled = true,
                DefaultAllowedUpdates = ["price"],
                Products = [new() { Product = product, Prices = prices }],
                ProrationBehavior = "always_invoice",
                // Otherwise a month of the larger plan could be drawn empty on the day of the downgrade.
                ScheduleAtPeriodEnd = new() { Conditions = [new() { Type = "decreasing_item_amount" }, new() { Type = "shortening_interval" }] },
            },
        };
        return StripeCall.AskAsync(
            () => existing is null
                ? client.V1.BillingPortal.Configurations.CreateAsync(
                    new ConfigurationCreateOptions { Features = features, Metadata = new() { [Mark] = "1" } }, cancellationToken: stop)
                : client.V1.BillingPortal.Configurations.UpdateAsync(existing.Id, new ConfigurationUpdateOptions { Features = features }, cancellationToken: stop),
            stop);
    }
}
