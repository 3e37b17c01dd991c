using Stripe;
using Visuel.Core.Billing;
using Dispute = Visuel.Core.Billing.Dispute;
using Invoice = Visuel.Core.Billing.Invoice;
using Subscription = Visuel.Core.Billing.Subscription;

namespace Visuel.Server.Payments;

/// <summary>Turns Stripe's objects into ours.</summary>
internal static class StripeWords
{
    /// <summary>The metadata key of the workspace that an object is for.</summary>
    public const string WorkspaceKey = "workspace_id";

    /// <summary>The metadata key of the plan that an object buys.</summary>
    public const string PlanKey = "visuel_plan";

    // Stripe.net reads a missing date as 1970. Such a date is no period.
    private static readonly DateTime Earliest = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>A subscription; null for one without items.</summary>
    /// <exception cref="PaymentException">The subscription has no period.</exception>
    public static Subscription? Read(Stripe.Subscription found, Func<PriceFacts, string?> planOf)
    {
        var items = (found.Items?.Data ?? []).Select(item => (Item: item, Plan: planOf(Read(item.Price)))).ToList();
        if (items.Count == 0)
        {
            return null;
        }

        // Of several items the one of the largest plan counts.
        var (item, plan) = items.MaxBy(one => Plans.RankOf(one.Plan));
        if (item.CurrentPeriodStart < Earliest || item.CurrentPeriodEnd < Earliest)
        {
            throw new PaymentException(PaymentFault.Refused, "a subscription without a period");
        }

        // Some ways to cancel set only the date, others only the flag
        // (docs/contracts/stripe.md#cancelled-at-the-end-of-the-period).
        var endsAt = found.EndedAt ?? found.CancelAt ?? (found.CancelAtPeriodEnd ? item.CurrentPeriodEnd : null);
        return new Subscription(
            found.Id, StatusOf(found.Status), item.Price.Id, plan, Instant(item.CurrentPeriodStart),
            Instant(item.CurrentPeriodEnd), Instant(endsAt), Instant(found.Created))
        {
            IsOurs = found.Metadata?.ContainsKey(WorkspaceKey) is true,
            IsCollectionPaused = found.PauseCollection is not null,
            CollectionResumesAt = Instant(found.PauseCollection?.ResumesAt),
        };
    }

    /// <summary>An invoice.</summary>
    /// <param name="found">Stripe's invoice, with its payments.</param>
    /// <param name="refundedOf">What was refunded of each payment, by the id of its payment intent.</param>
    /// <param name="planOf">Finds the plan that a price buys.</param>
    public static Invoice Read(
        Stripe.Invoice found, IReadOnlyDictionary<string, long> refundedOf, Func<PriceFacts, string?> planOf)
    {
        var lines = found.Lines?.Data ?? [];
        // A change of plan gives the rest of the old one back in a line of its own.
        var plan = lines.OrderByDescending(line => line.Amount).Select(line => line.Pricing?.PriceDetails)
            .OfType<InvoiceLineItemPricingPriceDetails>()
            .Select(price => planOf(new PriceFacts(price.PriceId, price.Product, null, null)))
            .FirstOrDefault(name => name is not null);
        var refunded = IntentsOf(found).Distinct(StringComparer.Ordinal)
            .Sum(intent => refundedOf.GetValueOrDefault(intent));
        return new Invoice(
            found.Id, found.Number, InvoiceStatusOf(found.Status),
            found.Parent?.SubscriptionDetails?.SubscriptionId, plan, found.Currency, found.Total, found.AmountPaid,
            Math.Min(refunded, found.AmountPaid), Instant(UnpaidFromOf(found, lines)), Instant(found.Created),
            Instant(found.StatusTransitions?.PaidAt));
    }

    /// <summary>A dispute that is open or lost.</summary>
    /// <param name="found">Stripe's dispute.</param>
    /// <param name="charge">The payment that is disputed.</param>
    /// <param name="paid">The invoice that it paid, or null when it is not known.</param>
    public static Dispute Read(Stripe.Dispute found, Charge charge, Stripe.Invoice? paid) => new(
        found.Status == "lost", paid?.Parent?.SubscriptionDetails?.SubscriptionId,
        Instant(paid is null ? charge.Created : UnpaidFromOf(paid, paid.Lines?.Data ?? [])), Instant(found.Created));

    /// <summary>The payment intents of an invoice that was read with its payments.</summary>
    public static IEnumerable<string> IntentsOf(Stripe.Invoice found) =>
        (found.Payments?.Data ?? []).Select(payment => payment.Payment?.PaymentIntentId).OfType<string>();

    /// <summary>A price.</summary>
    public static PriceFacts Read(Price found) =>
        new(found.Id, found.ProductId, found.Metadata?.GetValueOrDefault(PlanKey), found.LookupKey);

    /// <summary>An instant of Stripe's.</summary>
    public static DateTimeOffset Instant(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));

    private static DateTime UnpaidFromOf(Stripe.Invoice found, List<InvoiceLineItem> lines)
    {
        var start = lines.Count > 0 ? lines.Max(line => line.Period?.Start ?? found.PeriodStart) : found.PeriodStart;
        return found.DueDate is { } due && due > start ? due : start;
    }

    /// <summary>An instant of Stripe's, or null.</summary>
    public static DateTimeOffset? Instant(DateTime? time) => time is { } known ? Instant(known) : null;

    private static SubscriptionStatus StatusOf(string status) => status switch
    {
        "incomplete" => SubscriptionStatus.Incomplete,
        "incomplete_expired" => SubscriptionStatus.IncompleteExpired,
        "trialing" => SubscriptionStatus.Trialing,
        "active" => SubscriptionStatus.Active,
        "past_due" => SubscriptionStatus.PastDue,
        "unpaid" => SubscriptionStatus.Unpaid,
        "paused" => SubscriptionStatus.Paused,
        "canceled" => SubscriptionStatus.Canceled,
        _ => SubscriptionStatus.Unknown,
    };

    private static InvoiceStatus InvoiceStatusOf(string? status) => status switch
    {
        "draft" => InvoiceStatus.Draft,
        "open" => InvoiceStatus.Open,
        "paid" => InvoiceStatus.Paid,
        "void" => InvoiceStatus.Void,
        "uncollectible" => InvoiceStatus.Uncollectible,
        _ => InvoiceStatus.Unknown,
    };
}
