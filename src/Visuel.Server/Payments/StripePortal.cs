using Stripe;
using Stripe.BillingPortal;

namespace Visuel.Server.Payments;

/// <summary>Finds and writes our configuration of the portal, which its metadata mark. <c>./run stripe setup</c> makes
/// it, not each visit.</summary>
internal static class StripePortal
{
    private const string Mark = "visuel";

    /// <summary>Our configuration, or null before it was made.</summary>
    public static async Task<Configuration?> FindAsync(StripeClient client, CancellationToken stop)
    {
        var found = await StripeCall.AskAsync(
            () => client.V1.BillingPortal.Configurations.ListAsync(
                new ConfigurationListOptions { Active = true, Limit = 100 }, cancellationToken: stop), stop);
        return found.Data.Find(configuration => configuration.Metadata?.ContainsKey(Mark) is true);
    }

    /// <summary>Makes our configuration, or brings it up to date.</summary>
    /// <param name="client">How to reach Stripe.</param>
    /// <param name="existing">Our configuration, or null before it was made.</param>
    /// <param name="sold">The prices that a subscriber may change to.</param>
    /// <param name="stop">Gives up.</param>
    public static Task<Configuration> SaveAsync(
        StripeClient client, Configuration? existing, IEnumerable<SoldPrice> sold, CancellationToken stop)
    {
        var features = new ConfigurationFeaturesOptions
        {
            InvoiceHistory = new() { Enabled = true },
            PaymentMethodUpdate = new() { Enabled = true },
            CustomerUpdate = new() { Enabled = true, AllowedUpdates = ["email", "address", "name", "tax_id"] },
            // A subscription ends with the period that is paid for.
            SubscriptionCancel = new() { Enabled = true, Mode = "at_period_end" },
            SubscriptionUpdate = new()
            {
                Enabled = true,
                DefaultAllowedUpdates = ["price"],
                Products =
                [
                    .. sold.GroupBy(price => price.Facts.Product, price => price.Facts.Id).Select(
                        product => new ConfigurationFeaturesSubscriptionUpdateProductOptions
                        {
                            Product = product.Key,
                            Prices = [.. product],
                        }),
                ],
                ProrationBehavior = "always_invoice",
                // A downgrade waits for the end of the period. Otherwise a subscriber could use the larger plan's
                // images and pay the smaller price for the same month.
                ScheduleAtPeriodEnd = new()
                {
                    Conditions = [new() { Type = "decreasing_item_amount" }, new() { Type = "shortening_interval" }],
                },
            },
        };
        return StripeCall.AskAsync(
            () => existing is null
                ? client.V1.BillingPortal.Configurations.CreateAsync(
                    new ConfigurationCreateOptions { Features = features, Metadata = new() { [Mark] = "1" } },
                    cancellationToken: stop)
                : client.V1.BillingPortal.Configurations.UpdateAsync(
                    existing.Id, new ConfigurationUpdateOptions { Features = features }, cancellationToken: stop),
            stop);
    }
}
