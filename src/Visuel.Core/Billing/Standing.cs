namespace Visuel.Core.Billing;

/// <summary>All that Stripe says about a customer at one time.</summary>
/// <param name="Subscriptions">Its subscriptions, also those that have ended.</param>
/// <param name="Invoices">Its newest invoices.</param>
/// <param name="IsDisputed">Whether a payment of it is disputed, or a dispute was lost.</param>
public sealed record CustomerReading(IReadOnlyList<Subscription> Subscriptions, IReadOnlyList<Invoice> Invoices, bool IsDisputed);

/// <summary>How a customer stands: what one reading of Stripe comes to. No event adds to it and none takes away, so their order and number change nothing.</summary>
/// <param name="Subscription">The subscription that counts, or null when there is none.</param>
/// <param name="Plan">The plan it gives now, or null.</param>
/// <param name="UnpaidSince">When the oldest time that is past due began, or null while nothing is.</param>
/// <param name="IsDisputed">Whether a payment is disputed.</param>
public sealed record Standing(Subscription? Subscription, string? Plan, DateTimeOffset? UnpaidSince, bool IsDisputed)
{
    /// <summary>Of somebody who never bought anything, or is no customer any more.</summary>
    public static readonly Standing Nothing = new(null, null, null, IsDisputed: false);

    /// <summary>Whether somebody pays a price that nobody here knows; the plan is then the one that was known last.</summary>
    public bool HasUnknownPrice { get; init; }

    /// <summary>How many subscriptions are live at once: more than one is paid twice.</summary>
    public int Live { get; init; }

    /// <summary>What a reading comes to.</summary>
    /// <param name="reading">What Stripe says now.</param>
    /// <param name="known">How the customer stood before; it counts only where a price is unknown.</param>
    public static Standing Of(CustomerReading reading, Standing known)
    {
        var ours = reading.Subscriptions.Where(one => one.Plan is not null || one.IsOurs || one.Id == known.Subscription?.Id).ToList();
        var best = ours.OrderBy(one => Rank(one.Status)).ThenByDescending(one => RankOfPlan(one.Plan)).ThenByDescending(one => one.CreatedAt)
            .ThenBy(one => one.Id, StringComparer.Ordinal).FirstOrDefault();
        if (best is null)
        {
            return Nothing with { IsDisputed = reading.IsDisputed };
        }

        var isUnknown = best.Plan is null && best.IsLive;
        if (isUnknown)
        {
            best = best with { Plan = known.Subscription?.Id == best.Id ? known.Subscription.Plan ?? known.Plan : known.Plan };
        }

        return new Standing(best, best.GivesPlan ? best.Plan : null, UnpaidSinceOf(best, reading.Invoices), reading.IsDisputed)
        {
            HasUnknownPrice = isUnknown,
            Live = ours.Count(one => one.IsLive),
        };
    }

    // Renewals may fail one after the other, each beginning a period: the first of them counts, or the grace would never end.
    private static DateTimeOffset? UnpaidSinceOf(Subscription subscription, IReadOnlyList<Invoice> invoices) => subscription.Status is not SubscriptionStatus.PastDue
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

    private static int RankOfPlan(string? name) => Plans.All.Index().FirstOrDefault(plan => plan.Item.Name == name, (Index: -1, Item: Plans.Free)).Index;
}
