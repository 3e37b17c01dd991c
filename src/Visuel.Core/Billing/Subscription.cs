namespace Visuel.Core.Billing;

/// <summary>The status of a subscription at Stripe (docs/contracts/stripe.md#subscriptions). Stripe may add others:
/// those are <see cref="Unknown"/> and give no plan.</summary>
public enum SubscriptionStatus
{
    /// <summary>Stripe says something that this program does not know.</summary>
    Unknown,

    /// <summary>The first payment was not made yet. After 23 hours the subscription expires.</summary>
    Incomplete,

    /// <summary>The first payment was never made.</summary>
    IncompleteExpired,

    /// <summary>Free for a while, before the first payment.</summary>
    Trialing,

    /// <summary>Paid.</summary>
    Active,

    /// <summary>A renewal could not be charged; Stripe tries again.</summary>
    PastDue,

    /// <summary>Stripe no longer tries to charge, and still makes invoices.</summary>
    Unpaid,

    /// <summary>It is suspended, and Stripe makes no invoices.</summary>
    Paused,

    /// <summary>It has ended.</summary>
    Canceled,
}

/// <summary>What Stripe says about a subscription, as far as plans need it.</summary>
/// <param name="Id">Stripe's id of it.</param>
/// <param name="Status">Its status.</param>
/// <param name="Price">Stripe's id of its price.</param>
/// <param name="Plan">The name of the plan that this price buys, or null when the price is not known.</param>
/// <param name="PeriodStart">When the current period began, as its item says.</param>
/// <param name="PeriodEnd">When the period ends, and the next invoice is made.</param>
/// <param name="EndsAt">When the subscription ends, if it was cancelled; otherwise null.</param>
/// <param name="CreatedAt">When it began.</param>
public sealed record Subscription(
    string Id,
    SubscriptionStatus Status,
    string Price,
    string? Plan,
    DateTimeOffset PeriodStart,
    DateTimeOffset PeriodEnd,
    DateTimeOffset? EndsAt,
    DateTimeOffset CreatedAt)
{
    /// <summary>The plan it changes to at the end of the period, or null.</summary>
    public string? NextPlan { get; init; }

    /// <summary>Whether its metadata name a workspace, so that it was begun by an installation of Visuel.</summary>
    public bool IsOurs { get; init; }

    /// <summary>Whether the customer may be charged for it, so that a second one would be paid twice. A status that is
    /// not known counts.</summary>
    public bool IsLive => Status is not (SubscriptionStatus.Canceled or SubscriptionStatus.IncompleteExpired);

    /// <summary>Whether it gives its plan. A cancelled one does until Stripe ends it, one that is past due for a time
    /// (<see cref="PaymentGrace"/>).</summary>
    public bool GivesPlan =>
        Status is SubscriptionStatus.Active or SubscriptionStatus.Trialing or SubscriptionStatus.PastDue;
}
