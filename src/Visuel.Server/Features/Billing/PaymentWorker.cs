using Visuel.Core.Billing;
using Visuel.Server.Rounds;

namespace Visuel.Server.Features.Billing;

/// <summary>Looks into what Stripe told as soon as it did; reads customers again once a day and when their period ends,
/// though nobody told anything; and fetches at start and each night what could not be delivered. No plan depends on one
/// of the three alone.</summary>
public sealed partial class PaymentWorker(
    ProcessPaymentEvents process,
    SyncCustomer sync,
    ICustomers customers,
    IPaymentEvents events,
    IPaymentGateway gateway,
    RoundParts parts) : Round(Rhythms.ReadPayments, parts)
{
    /// <summary>How long what is done is remembered; Stripe tells nothing again that is older.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    private const int CustomersAtOnce = 5;

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Night = TimeSpan.FromHours(24);

    // Where Stripe is away at start, not the whole night.
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(15);

    // For what could not be delivered. Events that were delivered wait behind it.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private DateTimeOffset night = DateTimeOffset.MinValue;

    protected override async Task<bool> RunAsync(CancellationToken stop)
    {
        if (Clock.GetUtcNow() >= night)
        {
            // Whatever happens, what was delivered is looked into.
            var isFetched = await TryAsync(Thing.UndeliveredEvents, () => FetchAsync(stop), stop);
            night = Clock.GetUtcNow() + (isFetched ? Night : Again);
        }

        // What was told comes first, also where many are to be read again.
        while (await process.RunAsync(stop) > 0)
        {
            // There may be more.
        }

        return await ReadDueAsync(stop);
    }

    private async Task FetchAsync(CancellationToken stop)
    {
        var added = 0;
        foreach (var undelivered in await CallTime.LimitAsync(
            Longest, Clock, gateway.ListUndeliveredAsync, stop))
        {
            added += await events.AddAsync(undelivered, PaymentEventState.New, Clock.GetUtcNow(), stop) ? 1 : 0;
        }

        await events.ForgetAsync(Clock.GetUtcNow() - Lifetime, stop);
        Log.Fetched(Logger, added);
    }

    // Whether there may be more. One that could not be read has its turn again when the store says so, on any node.
    private async Task<bool> ReadDueAsync(CancellationToken stop)
    {
        var now = Clock.GetUtcNow();
        var due = await customers.TakeDueAsync(now, now + Lease, CustomersAtOnce, stop);
        foreach (var customer in due)
        {
            await TryAsync(
                Thing.Of(customer.Workspace),
                () => CallTime.LimitAsync(
                    CallTime.OfOneCustomer, Clock, within => sync.RunAsync(customer.Workspace, [], within), stop),
                stop);
        }

        return due.Count > 0;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Added} events that Stripe could not deliver were fetched")]
        public static partial void Fetched(ILogger logger, int added);
    }
}
