namespace Visuel.Client.Wire;

/// <summary>An event was taken.</summary>
public sealed record ReceivedAnswer(bool Received);

/// <summary>Asks for the page on which a plan is paid.</summary>
public sealed record StartCheckoutRequest
{
    /// <summary>Name of the plan: <c>creator</c>.</summary>
    public string? Plan { get; init; }
}

/// <summary>A page of Stripe's, good for a short while and for whoever has its address.</summary>
/// <param name="Url">Its address.</param>
public sealed record PageAnswer(Uri Url);

/// <summary>How the payments of a workspace stand.</summary>
/// <param name="Selling">Whether plans can be bought on this installation.</param>
/// <param name="Plan">Plan in force.</param>
/// <param name="Subscription">The subscription while it lives, or null.</param>
/// <param name="Hold">Why no image is drawn before somebody pays: <c>unpaid</c>, <c>disputed</c>, or null.</param>
/// <param name="GraceEndsAt">Until when the plan goes on though a renewal could not be charged, or null.</param>
/// <param name="Invoices">The newest invoices.</param>
public sealed record BillingAnswer(
    bool Selling, string Plan, SubscriptionAnswer? Subscription, string? Hold, DateTimeOffset? GraceEndsAt,
    IReadOnlyList<InvoiceAnswer> Invoices);

/// <summary>A subscription.</summary>
/// <param name="Status">In Stripe's words: <c>active</c>, <c>trialing</c>, <c>past_due</c>, <c>unpaid</c>,
/// <c>paused</c>, <c>incomplete</c>.</param>
/// <param name="Plan">The plan it buys, or null when its price is unknown here.</param>
/// <param name="CurrentPeriodEnd">When it is renewed.</param>
/// <param name="EndsAt">When it ends, where it was cancelled; else null.</param>
/// <param name="NextPlan">The plan it changes to, or null.</param>
/// <param name="NextPlanAt">When it changes to that plan, or null.</param>
/// <param name="CollectionPaused">Whether Stripe collects no payments for it at present; it gives its plan all the
/// same.</param>
/// <param name="CollectionResumesAt">When payments are collected again, or null when that is not fixed.</param>
public sealed record SubscriptionAnswer(
    string Status, string? Plan, DateTimeOffset CurrentPeriodEnd, DateTimeOffset? EndsAt, string? NextPlan,
    DateTimeOffset? NextPlanAt, bool CollectionPaused, DateTimeOffset? CollectionResumesAt);

/// <summary>An invoice. Its page: <c>/api/billing/invoices/{id}</c>.</summary>
/// <param name="Id">Stripe's name of it.</param>
/// <param name="Number">The number on it, or null while it is a draft.</param>
/// <param name="Status"><c>draft</c>, <c>open</c>, <c>paid</c>, <c>void</c> or <c>uncollectible</c>.</param>
/// <param name="Plan">The plan it pays for, or null.</param>
/// <param name="Currency">Three letters, in lower case.</param>
/// <param name="Total">What it asks with VAT, in cents.</param>
/// <param name="Refunded">What was given back of it, in cents.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record InvoiceAnswer(
    string Id, string? Number, string Status, string? Plan, string Currency, long Total, long Refunded,
    DateTimeOffset CreatedAt);

/// <summary>What Stripe told.</summary>
/// <param name="OldestWaiting">When the oldest came that is not looked into yet, or null.</param>
/// <param name="Waiting">How many wait.</param>
/// <param name="Dead">How many were given up.</param>
/// <param name="Events">The newest of those.</param>
public sealed record PaymentsAnswer(
    DateTimeOffset? OldestWaiting, int Waiting, int Dead, IReadOnlyList<PaymentEventAnswer> Events);

/// <summary>An event that was given up.</summary>
/// <param name="Id">Stripe's name of it.</param>
/// <param name="Type">What it is about.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Error">Why in vain, as a stable word.</param>
public sealed record PaymentEventAnswer(string Id, string Type, DateTimeOffset ReceivedAt, int Attempts, string? Error);

/// <summary>How many events are tried again.</summary>
public sealed record RetriedAnswer(int Retried);

/// <summary>How an account's payments stand, for administrators.</summary>
/// <param name="CustomerId">Stripe's name of the customer, or null when it is none.</param>
/// <param name="FormerCustomerId">Stripe's name of the customer before that one, or null. It is read too: it may still
/// pay.</param>
/// <param name="SyncedAt">When Stripe was read last, or null.</param>
/// <param name="Live">How many subscriptions live: more than one is paid twice.</param>
/// <param name="UnknownPrice">The price that is paid and buys no plan that is known here, or null.</param>
/// <param name="Billing">What its owner sees.</param>
public sealed record AdminBillingAnswer(
    string? CustomerId, string? FormerCustomerId, DateTimeOffset? SyncedAt, int Live, string? UnknownPrice,
    BillingAnswer Billing);
