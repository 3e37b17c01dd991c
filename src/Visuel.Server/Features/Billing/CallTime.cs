using Visuel.Core.Billing;

namespace Visuel.Server.Features.Billing;

/// <summary>Bounds all calls to Stripe that belong together. One call may take a minute by itself: 20 seconds, three
/// times.</summary>
internal static class CallTime
{
    /// <summary>The most that reading one customer takes. Others wait behind it.</summary>
    public static readonly TimeSpan OfOneCustomer = TimeSpan.FromSeconds(10);

    /// <summary>The most that a person waits for Stripe. The answer then says that Stripe does not answer.</summary>
    public static readonly TimeSpan OfOnePerson = TimeSpan.FromSeconds(12);

    /// <summary>Does it, within a time.</summary>
    /// <exception cref="PaymentException">It took longer.</exception>
    public static async Task<T> LimitAsync<T>(
        TimeSpan most, TimeProvider clock, Func<CancellationToken, Task<T>> act, CancellationToken stop)
    {
        using var budget = new CancellationTokenSource(most, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, stop);
        try
        {
            return await act(either.Token);
        }
        catch (OperationCanceledException error) when (!stop.IsCancellationRequested)
        {
            throw new PaymentException(PaymentFault.Unavailable, "no answer in time", error);
        }
    }
}
