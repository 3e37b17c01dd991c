using System.Collections.Concurrent;
using Visuel.Core.Billing;

namespace Visuel.Server.Features.Billing;

/// <summary>Knows whether a plan can be bought at this time: somebody may archive its price or product at
/// Stripe.</summary>
public sealed class ReadSale(IPaymentGateway gateway, TimeProvider clock)
{
    // What somebody mends at Stripe is seen after this time.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    // The plans page waits for it.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, (bool IsSold, DateTimeOffset Until)> known =
        new(StringComparer.Ordinal);

    /// <summary>Whether Stripe sells it. While Stripe does not answer, it counts as sold: the checkout says
    /// more.</summary>
    public async Task<bool> RunAsync(Plan plan, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (known.TryGetValue(plan.Name, out var last) && last.Until > now)
        {
            return last.IsSold;
        }

        var isSold = await IsSoldAsync(plan, stop);
        known[plan.Name] = (isSold, now + Lifetime);
        return isSold;
    }

    /// <summary>Reads Stripe again at the next question.</summary>
    public void Forget() => known.Clear();

    private async Task<bool> IsSoldAsync(Plan plan, CancellationToken stop)
    {
        try
        {
            return await CallTime.LimitAsync(Longest, clock, within => gateway.FindPriceAsync(plan, within), stop)
                is not null;
        }
        catch (PaymentException error)
        {
            return error.Fault is PaymentFault.Unavailable;
        }
    }
}
