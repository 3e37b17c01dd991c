namespace Visuel.Core.Billing;

/// <summary>An event of Stripe's. It is a hint that something changed, and never the change itself. Of its content only
/// these names are kept.</summary>
/// <param name="Id">Stripe's id. Delivered twice, it is one event.</param>
/// <param name="Type">What it is about, such as <c>customer.subscription.updated</c>.</param>
/// <param name="Subject">The id of the object that changed, or null.</param>
/// <param name="Customer">The customer of that object, or null when the event names none.</param>
/// <param name="CreatedAt">When it happened.</param>
public sealed record PaymentEvent(string Id, string Type, string? Subject, string? Customer, DateTimeOffset CreatedAt)
{
    /// <summary>Whether it is about a price or a product, and not about a customer.</summary>
    public bool IsOfCatalogue =>
        Type.StartsWith("price.", StringComparison.Ordinal) || Type.StartsWith("product.", StringComparison.Ordinal);
}

/// <summary>The state of an event.</summary>
public enum PaymentEventState
{
    /// <summary>It is to be processed.</summary>
    New,

    /// <summary>Stripe was read, and the result is kept.</summary>
    Done,

    /// <summary>It concerns no customer of this installation.</summary>
    Ignored,

    /// <summary>It failed too often. An administrator decides about another attempt.</summary>
    Dead,
}

/// <summary>An event and its state.</summary>
/// <param name="Event">The event.</param>
/// <param name="State">Its state.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="Attempts">How often it failed.</param>
/// <param name="Error">The reason of the last failure, as a stable word; never Stripe's sentence.</param>
public sealed record PaymentEventRecord(
    PaymentEvent Event, PaymentEventState State, DateTimeOffset ReceivedAt, int Attempts, string? Error);
