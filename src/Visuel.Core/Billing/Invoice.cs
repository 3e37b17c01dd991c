namespace Visuel.Core.Billing;

/// <summary>Where an invoice stands, in Stripe's words.</summary>
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

    /// <summary>Nobody expects it to be paid.</summary>
    Uncollectible,
}

/// <summary>An invoice as Stripe tells it. It is kept when its workspace goes: whoever runs the installation has to account for it.</summary>
/// <param name="Id">Stripe's name of it.</param>
/// <param name="Number">The number on it, or null while it is a draft.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Subscription">The subscription it is for, or null.</param>
/// <param name="Plan">The plan it pays for, or null when nobody here knows its price.</param>
/// <param name="Currency">Three letters, in lower case.</param>
/// <param name="Total">What it asks, with VAT, in the smallest unit of its currency: cents.</param>
/// <param name="Paid">What was paid of it, in cents.</param>
/// <param name="Refunded">What was given back of that, in cents.</param>
/// <param name="UnpaidFrom">From when on it is overdue while nobody pays it: when the time that it is for begins, or the day until which it may be paid.</param>
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

/// <summary>What a month brought for a plan.</summary>
/// <param name="Plan">The plan, or null for what nobody here knows the price of.</param>
/// <param name="Currency">Three letters, in lower case.</param>
/// <param name="Paid">What was paid, in cents.</param>
/// <param name="Refunded">What was given back of that since, in cents.</param>
/// <param name="Invoices">How many invoices that was.</param>
public sealed record Revenue(string? Plan, string Currency, long Paid, long Refunded, int Invoices);
