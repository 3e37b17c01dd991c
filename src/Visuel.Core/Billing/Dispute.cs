namespace Visuel.Core.Billing;

/// <summary>A payment that the customer's bank takes back, or wants to take back.</summary>
/// <param name="IsLost">Whether the bank decided for the customer. Otherwise it has not decided yet.</param>
/// <param name="Subscription">The subscription that the payment was for, or null when it is not known.</param>
/// <param name="PaidFor">The beginning of the period that was paid, or else when the payment was made.</param>
/// <param name="OpenedAt">When the bank opened it.</param>
public sealed record Dispute(
    bool IsLost, string? Subscription, DateTimeOffset PaidFor, DateTimeOffset OpenedAt)
{
    /// <summary>Whether nothing is drawn because of it. It ends when the customer pays a later period of the same
    /// subscription, and a lost one also when the subscription ends: nobody pays for images that are refused, and
    /// everybody has a way back (docs/decisions/0008-a-dispute-ends-with-the-next-payment.md).</summary>
    public bool Holds(IEnumerable<Subscription> subscriptions, IEnumerable<Invoice> invoices) =>
        !invoices.Any(IsLaterPayment) && !(IsLost && !subscriptions.Any(one => one.IsLive && IsOf(one.Id)));

    // What was given back, or lost in another dispute, is no payment, and neither is an invoice of nothing. One that
    // the customer's credit settles is.
    private bool IsLaterPayment(Invoice invoice) =>
        invoice.Status is InvoiceStatus.Paid
        && (invoice.Paid > invoice.Refunded || invoice is { Paid: 0, Refunded: 0, Total: > 0 })
        && IsOf(invoice.Subscription)
        && invoice.UnpaidFrom > PaidFor && (invoice.PaidAt ?? invoice.CreatedAt) >= OpenedAt;

    private bool IsOf(string? subscription) => Subscription is null || Subscription == subscription;
}
