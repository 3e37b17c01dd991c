namespace Visuel.Core.Billing;

/// <summary>The status of an invoice at Stripe.</summary>
public enum InvoiceStatus
{
    /// <summary>Stripe says something that this program does not know.</summary>
    Unknown,

    /// <summary>It can still change.</summary>
    Draft,

    /// <summary>It is to be paid.</summary>
    Open,

    /// <summary>It is paid.</summary>
    Paid,

    /// <summary>It is void.</summary>
    Void,

    /// <summary>It was marked as uncollectible.</summary>
    Uncollectible,
}

/// <summary>An invoice of Stripe's. It is kept when its workspace is erased, since the operator's accounts need
/// it.</summary>
/// <param name="Id">Stripe's id of it.</param>
/// <param name="Number">The number on it, or null while it is a draft.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Subscription">The subscription it is for, or null.</param>
/// <param name="Plan">The plan it pays for, or null when its price is not known.</param>
/// <param name="Currency">Three letters, in lower case.</param>
/// <param name="Total">What it asks, with VAT, in the smallest unit of its currency: cents.</param>
/// <param name="Paid">What was paid of it, in cents.</param>
/// <param name="Refunded">What was given back of that, in cents.</param>
/// <param name="UnpaidFrom">From when it is overdue while it is open: the beginning of the period it is for, or its due
/// date if that is later.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="PaidAt">When it was paid, or null.</param>
public sealed record Invoice(
    string Id,
    string? Number,
    InvoiceStatus Status,
    string? Subscription,
    string? Plan,
    string Currency,
    long Total,
    long Paid,
    long Refunded,
    DateTimeOffset UnpaidFrom,
    DateTimeOffset CreatedAt,
    DateTimeOffset? PaidAt);

/// <summary>The revenue of a plan in a month.</summary>
/// <param name="Plan">The plan, or null for invoices whose price is not known.</param>
/// <param name="Currency">Three letters, in lower case.</param>
/// <param name="Paid">What was paid, in cents.</param>
/// <param name="Refunded">What was given back of that since, in cents.</param>
/// <param name="Invoices">How many invoices that was.</param>
public sealed record Revenue(string? Plan, string Currency, long Paid, long Refunded, int Invoices);
