namespace Visuel.Core.Billing;

/// <summary>Keeps Stripe's events until they are processed, so that the answer to Stripe waits for nothing
/// else.</summary>
public interface IPaymentEvents
{
    /// <summary>Keeps an event. Returns false and changes nothing when the event is kept already.</summary>
    Task<bool> AddAsync(PaymentEvent told, PaymentEventState state, DateTimeOffset now, CancellationToken stop);

    /// <summary>Takes events that are due, the longest due first. No other caller gets them until
    /// <paramref name="until"/>.</summary>
    Task<IReadOnlyList<PaymentEventRecord>> TakeAsync(
        DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken stop);

    /// <summary>Writes the state of events that changed no customer. Events that did are written by
    /// <see cref="ICustomers.SaveAsync"/>.</summary>
    Task SettleAsync(IReadOnlyCollection<string> events, PaymentEventState state, CancellationToken stop);

    /// <summary>Counts a failed attempt and sets the time of the next one. Without a next one the event is
    /// dead.</summary>
    Task DelayAsync(string id, DateTimeOffset? until, string error, CancellationToken stop);

    /// <summary>Events of a state, the newest first.</summary>
    Task<IReadOnlyList<PaymentEventRecord>> ListAsync(PaymentEventState state, int limit, CancellationToken stop);

    /// <summary>Makes all dead events due again. Returns how many there were.</summary>
    Task<int> ReviveAsync(DateTimeOffset now, CancellationToken stop);

    /// <summary>How many events wait, and since when.</summary>
    Task<PaymentBacklog> ReadBacklogAsync(CancellationToken stop);

    /// <summary>Removes done and ignored events that came before <paramref name="before"/>.</summary>
    Task ForgetAsync(DateTimeOffset before, CancellationToken stop);
}

/// <summary>The events that are not processed.</summary>
/// <param name="OldestNew">When the oldest of the new ones came, or null.</param>
/// <param name="New">How many are new.</param>
/// <param name="Dead">How many failed too often.</param>
public sealed record PaymentBacklog(DateTimeOffset? OldestNew, int New, int Dead);
