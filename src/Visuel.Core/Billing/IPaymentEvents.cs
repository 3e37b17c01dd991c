namespace Visuel.Core.Billing;

/// <summary>Keeps what Stripe told until it was looked into, so that answering Stripe waits for nothing else.</summary>
public interface IPaymentEvents
{
    /// <summary>Keeps an event. False when it was told before; then nothing changes.</summary>
    Task<bool> AddAsync(PaymentEvent told, PaymentEventState state, DateTimeOffset now, CancellationToken stop);

    /// <summary>Events whose time has come, the longest due first, for the caller alone until <paramref name="until"/>.</summary>
    Task<IReadOnlyList<PaymentEventRecord>> TakeAsync(DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken stop);

    /// <summary>Notes what came of events that changed nobody's standing; for those that did, see <see cref="ICustomers.SaveAsync"/>.</summary>
    Task SettleAsync(IReadOnlyCollection<string> events, PaymentEventState state, CancellationToken stop);

    /// <summary>Counts an attempt in vain, and puts the next off; without a next one the event is dead.</summary>
    Task DelayAsync(string id, DateTimeOffset? until, string error, CancellationToken stop);

    /// <summary>Events of a state, the newest first.</summary>
    Task<IReadOnlyList<PaymentEventRecord>> ListAsync(PaymentEventState state, int limit, CancellationToken stop);

    /// <summary>Lets all dead events be tried again. How many.</summary>
    Task<int> ReviveAsync(DateTimeOffset now, CancellationToken stop);

    /// <summary>How far looking into them is behind.</summary>
    Task<PaymentBacklog> ReadBacklogAsync(CancellationToken stop);

    /// <summary>Forgets what came before <paramref name="before"/> and is done or nobody's.</summary>
    Task ForgetAsync(DateTimeOffset before, CancellationToken stop);
}

/// <summary>What waits.</summary>
/// <param name="OldestNew">When the oldest came that is not looked into yet, or null.</param>
/// <param name="New">How many there are.</param>
/// <param name="Dead">How many were given up.</param>
public sealed record PaymentBacklog(DateTimeOffset? OldestNew, int New, int Dead);
