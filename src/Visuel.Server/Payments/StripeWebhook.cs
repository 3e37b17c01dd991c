using Stripe;

namespace Visuel.Server.Payments;

/// <summary>The endpoint at Stripe that tells this installation of changes.</summary>
/// <param name="Id">Stripe's id of it.</param>
/// <param name="Secret">What it signs with, which Stripe says only when it is made; otherwise null.</param>
public sealed record WebhookEndpointReport(string Id, string? Secret)
{
    /// <summary>Whether this run made it.</summary>
    public bool IsNew => Secret is not null;

    /// <summary>Without the secret.</summary>
    public override string ToString() => $"{nameof(WebhookEndpointReport)} {{ {Id} }}";
}

/// <summary>Makes the endpoint, or brings the events it tells of up to date (docs/contracts/stripe.md#types).</summary>
internal static class StripeWebhook
{
    /// <summary>The events that are read. Stripe takes no wildcards here.</summary>
    public static readonly IReadOnlyList<string> Events =
    [
        EventTypes.CheckoutSessionCompleted, EventTypes.CheckoutSessionAsyncPaymentSucceeded,
        EventTypes.CheckoutSessionAsyncPaymentFailed, EventTypes.CheckoutSessionExpired,
        EventTypes.CustomerUpdated, EventTypes.CustomerDeleted,
        EventTypes.CustomerSubscriptionCreated, EventTypes.CustomerSubscriptionUpdated,
        EventTypes.CustomerSubscriptionDeleted, EventTypes.CustomerSubscriptionPaused,
        EventTypes.CustomerSubscriptionResumed, EventTypes.CustomerSubscriptionPendingUpdateApplied,
        EventTypes.CustomerSubscriptionPendingUpdateExpired, EventTypes.CustomerSubscriptionTrialWillEnd,
        EventTypes.SubscriptionScheduleCreated, EventTypes.SubscriptionScheduleUpdated,
        EventTypes.SubscriptionScheduleReleased, EventTypes.SubscriptionScheduleCanceled,
        EventTypes.InvoicePaid, EventTypes.InvoicePaymentFailed, EventTypes.InvoicePaymentActionRequired,
        EventTypes.InvoiceFinalizationFailed, EventTypes.InvoiceMarkedUncollectible, EventTypes.InvoiceVoided,
        EventTypes.ChargeRefunded, EventTypes.RefundCreated, EventTypes.RefundUpdated, EventTypes.RefundFailed,
        EventTypes.ChargeDisputeCreated, EventTypes.ChargeDisputeUpdated, EventTypes.ChargeDisputeClosed,
        EventTypes.PriceCreated, EventTypes.PriceUpdated, EventTypes.PriceDeleted,
        EventTypes.ProductUpdated, EventTypes.ProductDeleted,
    ];

    /// <summary>Makes the endpoint of this address, or updates it.</summary>
    /// <exception cref="Core.Billing.PaymentException">Stripe does not answer, or refuses.</exception>
    public static async Task<WebhookEndpointReport> SaveAsync(StripeClient client, Uri address, CancellationToken stop)
    {
        var found = await StripeCall.AskAsync(
            () => client.V1.WebhookEndpoints.ListAsync(
                new WebhookEndpointListOptions { Limit = 100 }, cancellationToken: stop), stop);
        if (found.Data.Find(one => one.Url == address.AbsoluteUri) is { } known)
        {
            await StripeCall.AskAsync(
                () => client.V1.WebhookEndpoints.UpdateAsync(
                    known.Id, new WebhookEndpointUpdateOptions { EnabledEvents = [.. Events], Disabled = false },
                    cancellationToken: stop), stop);
            return new WebhookEndpointReport(known.Id, Secret: null);
        }

        var made = await StripeCall.AskAsync(
            () => client.V1.WebhookEndpoints.CreateAsync(
                new WebhookEndpointCreateOptions
                {
                    Url = address.AbsoluteUri,
                    EnabledEvents = [.. Events],
                    ApiVersion = StripeConfiguration.ApiVersion,
                    Description = "Visuel",
                },
                cancellationToken: stop), stop);
        return new WebhookEndpointReport(made.Id, made.Secret);
    }
}
