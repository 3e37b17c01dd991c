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
    /// <summary>The plan it changes to, or null.</summary>
    public string? NextPlan { get; init; }

    /// <summary>When it changes to that plan, or null. This may be within the period.</summary>
    public DateTimeOffset? NextPlanAt { get; init; }

    /// <summary>Whether Stripe collects no payments for it at present. It stays active and gives its plan.</summary>
    public bool IsCollectionPaused { get; init; }

    /// <summary>When Stripe collects payments again, or null when that is not fixed.</summary>
    public DateTimeOffset? CollectionResumesAt { get; init; }

    /// <summary>Whether its metadata name a workspace, so that it was begun by an installation of Visuel.</summary>
    public bool IsOurs { get; init; }

    /// <summary>The subscription with what its schedule says: the next phase that buys another plan, and its end where
    /// the schedule ends it.</summary>
    /// <param name="phases">The phases after the present one, in their order.</param>
    /// <param name="endsAt">When the schedule ends the subscription, or null where it goes on.</param>
    public Subscription Then(IEnumerable<SubscriptionPhase> phases, DateTimeOffset? endsAt)
    {
        var next = phases.FirstOrDefault(phase => phase.Plan is not null && phase.Plan != Plan);
        return this with { NextPlan = next?.Plan, NextPlanAt = next?.StartsAt, EndsAt = EndsAt ?? endsAt };
    }

    /// <summary>Whether the customer may be charged for it, so that a second one would be paid twice. A status that is
    /// not known counts.</summary>
    public bool IsLive => Status is not (SubscriptionStatus.Canceled or SubscriptionStatus.IncompleteExpired);

    /// <summary>Whether it gives its plan. A cancelled one does until Stripe ends it, one that is past due or unpaid
    /// for a time (<see cref="PaymentGrace"/>).</summary>
    public bool GivesPlan =>
        Status is SubscriptionStatus.Active or SubscriptionStatus.Trialing or SubscriptionStatus.PastDue
            or SubscriptionStatus.Unpaid;

    /// <summary>Whether a second one would be paid twice. Nothing is collected for a suspended one, and its customer
    /// has no other way back.</summary>
    public bool KeepsFromBuying => IsLive && Status is not SubscriptionStatus.Paused;
}

/// <summary>A time in which a subscription is to have a plan.</summary>
/// <param name="Plan">The plan, or null when its price is not known.</param>
/// <param name="StartsAt">When it begins.</param>
public sealed record SubscriptionPhase(string? Plan, DateTimeOffset StartsAt);
