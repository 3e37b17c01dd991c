namespace Visuel.Core.Billing;

/// <summary>What Stripe told: a hint that something changed, never the change itself. Nothing of its content is kept but these names.</summary>
/// <param name="Id">Stripe's name of it; told twice, it is one event.</param>
/// <param name="Type">What it is about, such as <c>customer.subscription.updated</c>.</param>
/// <param name="Subject">What changed, by Stripe's name, or null.</param>
/// <param name="Customer">Whose that is, or null when the event does not say.</param>
/// <param name="CreatedAt">When it happened.</param>
public sealed record PaymentEvent(string Id, string Type, string? Subject, string? Customer, DateTimeOffset CreatedAt)
{
    /// <summary>Whether it is about what is sold, not about somebody who buys.</summary>
    public bool IsOfCatalogue => Type.StartsWith("price.", StringComparison.Ordinal) || Type.StartsWith("product.", StringComparison.Ordinal);
}

/// <summary>Where an event stands.</summary>
public enum PaymentEventState
{
    /// <summary>It is to be looked into.</summary>
    New,

    /// <summary>What Stripe says is kept.</summary>
    Done,

    /// <summary>It is nobody's here.</summary>
    Ignored,

    /// <summary>It was tried in vain too often; an administrator decides.</summary>
    Dead,
}

/// <summary>An event, and what came of it.</summary>
/// <param name="Event">The event.</param>
/// <param name="State">Where it stands.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="Attempts">How often it was tried in vain.</param>
/// <param name="Error">Why the last time, as a stable word; never what Stripe wrote.</param>
public sealed record PaymentEventRecord(PaymentEvent Event, PaymentEventState State, DateTimeOffset ReceivedAt, int Attempts, string? Error);
