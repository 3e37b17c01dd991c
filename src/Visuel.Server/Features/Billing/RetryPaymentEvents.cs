using Visuel.Core.Billing;

namespace Visuel.Server.Features.Billing;

/// <summary>Lets all of Stripe's events that were given up be looked into again.</summary>
public sealed class RetryPaymentEvents(IPaymentEvents events, PaymentWorker worker, TimeProvider clock)
{
    /// <summary>Lets them, at once; how many.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var retried = await events.ReviveAsync(clock.GetUtcNow(), stop);
        worker.Wake();
        return retried;
    }
}
