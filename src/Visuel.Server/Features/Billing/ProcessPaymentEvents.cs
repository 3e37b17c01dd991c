using Visuel.Core;
using Visuel.Core.Billing;

namespace Visuel.Server.Features.Billing;

/// <summary>Processes Stripe's events: finds the customer of each event, and reads each customer once, however many
/// events name it.</summary>
public sealed partial class ProcessPaymentEvents(
    IPaymentEvents events, FindPayer payers, RefreshCatalogue catalogue, IPaymentGateway gateway, SyncCustomer sync,
    TimeProvider clock, ILogger<ProcessPaymentEvents> logger)
{
    /// <summary>After this many failures an event is dead: an administrator decides about another attempt.</summary>
    public const int MostAttempts = 12;

    private const int AtOnce = 50;
    private const int SideBySide = 4;

    // All taken events are processed within this time. After it, another node may take them.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    private static readonly Backoff Delays = new(TimeSpan.FromSeconds(10), TimeSpan.FromHours(1));

    /// <summary>Processes the events that are due, and returns how many there were.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var taken = await events.TakeAsync(now, now + Lease, AtOnce, stop);
        // Events that name the same customer, or without a customer the same object, need one reading.
        await Parallel.ForEachAsync(
            taken.GroupBy(told => told.Event.Customer ?? told.Event.Subject ?? told.Event.Id, StringComparer.Ordinal),
            new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = stop },
            async (together, token) => await TryAsync([.. together], token));
        return taken.Count;
    }

    private async Task TryAsync(IReadOnlyList<PaymentEventRecord> together, CancellationToken stop)
    {
        try
        {
            await CallTime.LimitAsync(CallTime.OfOneCustomer, clock, within => RunAsync(together, within), stop);
        }
        catch (PaymentException error)
        {
            await DelayAsync(together, error.Reason, error, stop);
        }
#pragma warning disable CA1031 // The failure concerns these events only. The others must be processed all the same.
        catch (Exception error) when (error is not StoreUnavailableException && !stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            await DelayAsync(together, $"unexpected {error.GetType().Name}", error, stop);
        }
    }

    private async Task<bool> RunAsync(IReadOnlyList<PaymentEventRecord> together, CancellationToken stop)
    {
        var ids = together.Select(told => told.Event.Id).ToList();
        var first = together[0].Event;
        if (first.IsOfCatalogue)
        {
            await catalogue.RunAsync(first, stop);
            await events.SettleAsync(ids, PaymentEventState.Done, stop);
            return true;
        }

        var customer = first.Customer ?? await gateway.FindCustomerAsync(first, stop);
        switch (customer is null ? new Payer.Nobody() : await payers.RunAsync(customer, stop))
        {
            case Payer.Ours(var workspace):
                await sync.RunAsync(workspace, ids, stop);
                break;
            case Payer.NotCounted(var reason):
                foreach (var id in ids)
                {
                    // Trying again changes nothing until somebody has seen to it.
                    await events.DelayAsync(id, until: null, reason, stop);
                }

                break;
            default:
                // The Stripe account sells other things too, and this customer is none of ours.
                await events.SettleAsync(ids, PaymentEventState.Ignored, stop);
                break;
        }

        return true;
    }

    private async Task DelayAsync(
        IReadOnlyList<PaymentEventRecord> together, string reason, Exception error, CancellationToken stop)
    {
        foreach (var told in together)
        {
            await DelayAsync(told, reason, error, stop);
        }
    }

    private async Task DelayAsync(PaymentEventRecord told, string reason, Exception error, CancellationToken stop)
    {
        var isLast = told.Attempts + 1 >= MostAttempts;
        var wait = Delays.After(told.Attempts + 1);
        await events.DelayAsync(told.Event.Id, isLast ? null : clock.GetUtcNow() + wait, reason, stop);
        if (isLast)
        {
            LogDead(told.Event.Id, told.Event.Type, error);
        }
        else
        {
            LogDelayed(told.Event.Id, wait, error);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Stripe's event {Event} could not be processed; the next attempt is in {Wait}")]
    private partial void LogDelayed(string @event, TimeSpan wait, Exception error);

    [LoggerMessage(
        LogLevel.Error,
        "Stripe's event {Event} ({Type}) failed too often and is set aside: retry it on the administration page")]
    private partial void LogDead(string @event, string type, Exception error);
}
