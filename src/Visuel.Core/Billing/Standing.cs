namespace Visuel.Core.Billing;

/// <summary>All that Stripe says about a customer at one time.</summary>
/// <param name="Subscriptions">Its subscriptions, also those that have ended.</param>
/// <param name="Invoices">Its newest invoices.</param>
/// <param name="Disputes">The disputes of its payments that are open or lost.</param>
public sealed record CustomerReading(
    IReadOnlyList<Subscription> Subscriptions, IReadOnlyList<Invoice> Invoices, IReadOnlyList<Dispute> Disputes);

/// <summary>What one reading of Stripe means for a customer. It is made of the whole reading each time, so the order
/// and the number of events change nothing.</summary>
/// <param name="Subscription">The subscription that counts, or null when there is none.</param>
/// <param name="Plan">The plan it gives now, or null.</param>
/// <param name="UnpaidSince">When the oldest unpaid period began, or null while everything is paid.</param>
/// <param name="IsDisputed">Whether nothing is drawn because of a dispute (<see cref="Dispute.Holds"/>).</param>
public sealed record Standing(Subscription? Subscription, string? Plan, DateTimeOffset? UnpaidSince, bool IsDisputed)
{
    /// <summary>The standing of a workspace that never bought anything, or whose customer was removed.</summary>
    public static readonly Standing Nothing = new(null, null, null, IsDisputed: false);

    /// <summary>Whether the price of the subscription is not known. The plan is then the last known one.</summary>
    public bool HasUnknownPrice { get; init; }

    /// <summary>How many subscriptions are live. With more than one, the customer pays twice.</summary>
    public int Live { get; init; }

    /// <summary>Whether another subscription would be paid beside one that is live.</summary>
    public bool KeepsFromBuying => Live > 1 || Subscription is { KeepsFromBuying: true };

    /// <summary>The standing that a reading gives.</summary>
    /// <param name="reading">What Stripe says now.</param>
    /// <param name="known">The standing before; it is used only where a price is not known.</param>
    public static Standing Of(CustomerReading reading, Standing known)
    {
        var ours = reading.Subscriptions.Where(
            one => one.Plan is not null || one.IsOurs || one.Id == known.Subscription?.Id).ToList();
        var best = ours.OrderBy(one => Rank(one.Status)).ThenByDescending(one => Plans.RankOf(one.Plan))
            .ThenByDescending(one => one.CreatedAt)
            .ThenBy(one => one.Id, StringComparer.Ordinal).FirstOrDefault();
        var isDisputed = reading.Disputes.Any(one => one.Holds(ours, reading.Invoices));
        if (best is null)
        {
            return Nothing with { IsDisputed = isDisputed };
        }

        var isUnknown = best.Plan is null && best.IsLive;
        if (isUnknown)
        {
            best = best with
            {
                Plan = known.Subscription?.Id == best.Id ? known.Subscription.Plan ?? known.Plan : known.Plan,
            };
        }

        return new Standing(
            best, best.GivesPlan ? best.Plan : null, UnpaidSinceOf(best, reading.Invoices), isDisputed)
        {
            HasUnknownPrice = isUnknown,
            Live = ours.Count(one => one.IsLive),
        };
    }

    // Renewals may fail one after the other, and each begins a period. The first one counts: otherwise the grace would
    // never end.
    private static DateTimeOffset? UnpaidSinceOf(Subscription subscription, IReadOnlyList<Invoice> invoices) =>
        subscription.Status is not (SubscriptionStatus.PastDue or SubscriptionStatus.Unpaid)
            ? null
            : invoices.Where(invoice => invoice.Status is InvoiceStatus.Open && invoice.Subscription == subscription.Id)
                .Select(invoice => invoice.UnpaidFrom).DefaultIfEmpty(subscription.PeriodStart).Min();

    private static int Rank(SubscriptionStatus status) => status switch
    {
        SubscriptionStatus.Active => 0,
        SubscriptionStatus.Trialing => 1,
        SubscriptionStatus.PastDue => 2,
        SubscriptionStatus.Paused => 3,
        SubscriptionStatus.Unpaid => 4,
        SubscriptionStatus.Incomplete => 5,
        SubscriptionStatus.Unknown => 6,
        SubscriptionStatus.Canceled => 7,
        _ => 8,
    };
}
