using Stripe;
using Stripe.Checkout;
using Visuel.Core.Billing;
using Dispute = Visuel.Core.Billing.Dispute;
using Invoice = Stripe.Invoice;
using Subscription = Visuel.Core.Billing.Subscription;

namespace Visuel.Server.Payments;

/// <summary>Reads customers, their subscriptions, invoices, charges and disputes at Stripe.</summary>
internal sealed class StripeReader(StripeClient client)
{
    // The most that Stripe gives at once. Invoices older than the newest hundred no longer change.
    private const int Page = 100;

    // Any other status is open or lost (docs/contracts/stripe.md#disputes).
    private static readonly string[] Settled = ["won", "warning_closed", "prevented"];

    /// <summary>Reads a customer; null when it was removed.</summary>
    public async Task<CustomerReading?> ReadAsync(string id, Func<PriceFacts, string?> planOf, CancellationToken stop)
    {
        var customer = await StripeCall.FindAsync(() => client.V1.Customers.GetAsync(id, cancellationToken: stop), stop)
            ?? throw new PaymentException(PaymentFault.Missing, "no such customer");
        if (customer.Deleted is true)
        {
            return null;
        }

        var subscriptions = await ListSubscriptionsAsync(id, planOf, stop);
        var invoices = await StripeCall.AskAsync(
            () => client.V1.Invoices.ListAsync(
                new InvoiceListOptions { Customer = id, Limit = Page, Expand = ["data.payments"] },
                cancellationToken: stop), stop);
        var charges = await ListChargesAsync(id, invoices.Data, stop);
        var refunded = charges.Where(charge => charge.PaymentIntentId is not null)
            .GroupBy(charge => charge.PaymentIntentId, StringComparer.Ordinal)
            .ToDictionary(
                ofIntent => ofIntent.Key, ofIntent => ofIntent.Sum(charge => charge.AmountRefunded),
                StringComparer.Ordinal);
        var open = new List<Dispute>();
        foreach (var charge in charges.Where(charge => charge.Disputed))
        {
            var disputes = await StripeCall.AskAsync(() => client.V1.Disputes.ListAsync(
                new DisputeListOptions { Charge = charge.Id, Limit = Page }, cancellationToken: stop), stop);
            var paid = invoices.Data.Find(invoice => StripeWords.IntentsOf(invoice).Contains(charge.PaymentIntentId));
            open.AddRange(disputes.Data
                .Where(dispute => !Settled.Contains(dispute.Status, StringComparer.Ordinal))
                .Select(dispute => StripeWords.Read(dispute, charge, paid)));
            if (charge.PaymentIntentId is { } intent)
            {
                // The bank took the money of a lost dispute back.
                refunded[intent] += disputes.Data.Where(dispute => dispute.Status == "lost")
                    .Sum(dispute => dispute.Amount);
            }
        }

        return new CustomerReading(
            subscriptions, [.. invoices.Data.Select(invoice => StripeWords.Read(invoice, refunded, planOf))], open);
    }

    // Each attempt to charge a card is a charge, so there may be more charges than invoices. They are read as far back
    // as the oldest invoice that was read.
    private Task<List<Charge>> ListChargesAsync(
        string customer, IEnumerable<Invoice> invoices, CancellationToken stop) => StripeCall.AskAsync(
        async () =>
        {
            var wanted = new ChargeListOptions { Customer = customer, Limit = Page };
            if (invoices.Select(invoice => invoice.Created).DefaultIfEmpty().Min() is var oldest && oldest != default)
            {
                wanted.Created = new DateRangeOptions { GreaterThanOrEqual = oldest.AddDays(-1) };
            }

            var charges = new List<Charge>();
            await foreach (var charge in client.V1.Charges.ListAutoPagingAsync(wanted, cancellationToken: stop))
            {
                charges.Add(charge);
            }

            return charges;
        },
        stop);

    private async Task<IReadOnlyList<Subscription>> ListSubscriptionsAsync(
        string customer, Func<PriceFacts, string?> planOf, CancellationToken stop)
    {
        var found = await StripeCall.AskAsync(
            async () =>
            {
                var all = new List<Stripe.Subscription>();
                await foreach (var one in client.V1.Subscriptions.ListAutoPagingAsync(
                    new SubscriptionListOptions { Customer = customer, Status = "all", Limit = Page },
                    cancellationToken: stop))
                {
                    all.Add(one);
                }

                return all;
            },
            stop);
        var read = new List<Subscription>(found.Count);
        foreach (var one in found)
        {
            if (StripeWords.Read(one, planOf) is { } subscription)
            {
                read.Add(one.ScheduleId is null
                    ? subscription
                    : await AddScheduleAsync(one.ScheduleId, subscription, planOf, stop));
            }
        }

        return read;
    }

    /// <summary>A customer, or null when there is none or it was removed.</summary>
    public async Task<Stripe.Customer?> FindCustomerAsync(string id, CancellationToken stop) =>
        await StripeCall.FindAsync(
            () => client.V1.Customers.GetAsync(id, cancellationToken: stop), stop) is { Deleted: not true } found
            ? found
            : null;

    /// <summary>The customer of the object that an event names, or null (docs/contracts/stripe.md#types).</summary>
    public async Task<string?> FindCustomerOfAsync(PaymentEvent told, CancellationToken stop)
    {
        if (told.Subject is not { } id)
        {
            return null;
        }

        return told.Type switch
        {
            var type when type.StartsWith("customer.subscription.", StringComparison.Ordinal) =>
                (await StripeCall.FindAsync(
                    () => client.V1.Subscriptions.GetAsync(id, cancellationToken: stop), stop))?.CustomerId,
            var type when type.StartsWith("customer.", StringComparison.Ordinal) => id,
            var type when type.StartsWith("invoice.", StringComparison.Ordinal) =>
                (await StripeCall.FindAsync(
                    () => client.V1.Invoices.GetAsync(id, cancellationToken: stop), stop))?.CustomerId,
            var type when type.StartsWith("checkout.session.", StringComparison.Ordinal) =>
                (await FindSessionAsync(id, stop))?.CustomerId,
            var type when type.StartsWith("subscription_schedule.", StringComparison.Ordinal) =>
                (await StripeCall.FindAsync(
                    () => client.V1.SubscriptionSchedules.GetAsync(id, cancellationToken: stop), stop))?.CustomerId,
            var type when type.StartsWith("refund.", StringComparison.Ordinal)
                || type.StartsWith("charge.refund.", StringComparison.Ordinal) =>
                await FindCustomerOfRefundAsync(id, stop),
            var type when type.StartsWith("charge.dispute.", StringComparison.Ordinal) =>
                await FindCustomerOfDisputeAsync(id, stop),
            var type when type.StartsWith("charge.", StringComparison.Ordinal) =>
                await FindCustomerOfChargeAsync(id, stop),
            _ => null,
        };
    }

    /// <summary>The price that an event is about, or those of its product.</summary>
    public async Task<IReadOnlyList<PriceFacts>> ListPricesAsync(PaymentEvent told, CancellationToken stop)
    {
        if (told.Subject is not { } id)
        {
            return [];
        }

        if (told.Type.StartsWith("price.", StringComparison.Ordinal))
        {
            return await StripeCall.FindAsync(
                () => client.V1.Prices.GetAsync(id, cancellationToken: stop), stop) is { } price
                ? [StripeWords.Read(price)]
                : [];
        }

        var ofProduct = await StripeCall.AskAsync(
            () => client.V1.Prices.ListAsync(
                new PriceListOptions { Product = id, Limit = Page }, cancellationToken: stop), stop);
        return [.. ofProduct.Data.Select(StripeWords.Read)];
    }

    /// <summary>A checkout, or null.</summary>
    public Task<Session?> FindSessionAsync(string id, CancellationToken stop) =>
        StripeCall.FindAsync(() => client.V1.Checkout.Sessions.GetAsync(id, cancellationToken: stop), stop);

    private async Task<string?> FindCustomerOfDisputeAsync(string id, CancellationToken stop) =>
        await FindCustomerOfChargeAsync(
            (await StripeCall.FindAsync(
                () => client.V1.Disputes.GetAsync(id, cancellationToken: stop), stop))?.ChargeId, stop);

    private async Task<string?> FindCustomerOfRefundAsync(string id, CancellationToken stop) =>
        await FindCustomerOfChargeAsync(
            (await StripeCall.FindAsync(
                () => client.V1.Refunds.GetAsync(id, cancellationToken: stop), stop))?.ChargeId, stop);

    private async Task<string?> FindCustomerOfChargeAsync(string? charge, CancellationToken stop) => charge is null
        ? null
        : (await StripeCall.FindAsync(
            () => client.V1.Charges.GetAsync(charge, cancellationToken: stop), stop))?.CustomerId;

    // After a downgrade in the portal, or where the operator planned it, only the schedule names the new price. A phase
    // may begin within the period (docs/contracts/stripe.md#subscriptions).
    private async Task<Subscription> AddScheduleAsync(
        string id, Subscription subscription, Func<PriceFacts, string?> planOf, CancellationToken stop)
    {
        var found = await StripeCall.FindAsync(
            () => client.V1.SubscriptionSchedules.GetAsync(id, cancellationToken: stop), stop);
        var from = found?.CurrentPhase is { } present ? StripeWords.Instant(present.EndDate) : subscription.PeriodEnd;
        var phases = new List<SubscriptionPhase>();
        foreach (var phase in found?.Phases?.Where(one => StripeWords.Instant(one.StartDate) >= from) ?? [])
        {
            phases.Add(new SubscriptionPhase(
                await FindPlanAsync(phase, planOf, stop), StripeWords.Instant(phase.StartDate)));
        }

        return subscription.Then(
            phases,
            found is { EndBehavior: "cancel", Phases: [.., var last] } ? StripeWords.Instant(last.EndDate) : null);
    }

    private async Task<string?> FindPlanAsync(
        SubscriptionSchedulePhase phase, Func<PriceFacts, string?> planOf, CancellationToken stop)
    {
        foreach (var item in phase.Items)
        {
            if (await StripeCall.FindAsync(
                () => client.V1.Prices.GetAsync(item.PriceId, cancellationToken: stop), stop) is { } price
                && planOf(StripeWords.Read(price)) is { } plan)
            {
                return plan;
            }
        }

        return null;
    }
}
