namespace Visuel.Core.Billing;

/// <summary>Where a subscription stands, in Stripe's words (API 2026-10-28.endive). Stripe may add others: those count as <see cref="Unknown"/>, and give nothing.</summary>
public enum SubscriptionStatus
{
    /// <summary>Stripe says something that this program does not know.</summary>
    Unknown,

    /// <summary>The first payment was not made yet; after 23 hours it never will be.</summary>
    Incomplete,

    /// <summary>The first payment was never made.</summary>
    IncompleteExpired,

    /// <summary>Free for a while, before the first payment.</summary>
    Trialing,

    /// <summary>Paid.</summary>
    Active,

    /// <summary>A renewal could not be charged; Stripe tries again.</summary>
    PastDue,

    /// <summary>Stripe tries no more, and invoices go on.</summary>
    Unpaid,

    /// <summary>It stands still, and invoices do too.</summary>
    Paused,

    /// <summary>It has ended.</summary>
    Canceled,
}

/// <summary>A subscription as Stripe tells it, as far as it concerns plans.</summary>
/// <param name="Id">Stripe's name of it.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Price">What is paid.</param>
/// <param name="Plan">The name of the plan that this price buys, or null when nobody here knows the price.</param>
/// <param name="PeriodStart">When the time that is paid for began: of its item, where Stripe keeps it since 2025-03-31.</param>
/// <param name="PeriodEnd">When it ends, and the next invoice is due.</param>
/// <param name="EndsAt">When it ends for good, where somebody cancelled it; else null.</param>
/// <param name="CreatedAt">When it was begun.</param>
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

    /// <summary>Whether it was begun for a workspace of this installation, which it says itself.</summary>
    public bool IsOurs { get; init; }

    /// <summary>Whether another one beside it would be paid twice; what nobody here understands may be paid.</summary>
    public bool IsLive => Status is not (SubscriptionStatus.Canceled or SubscriptionStatus.IncompleteExpired);

    /// <summary>Whether it gives its plan. What is cancelled does until Stripe ends it, what is past due for a while (<see cref="PaymentGrace"/>).</summary>
    public bool GivesPlan => Status is SubscriptionStatus.Active or SubscriptionStatus.Trialing or SubscriptionStatus.PastDue;
}
