using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Core.Billing;

namespace Visuel.Server.Features.Billing;

/// <summary>Processes Stripe's events: finds the customer of each event, and reads each customer once, however many
/// events name it.</summary>
public sealed partial class ProcessPaymentEvents(
    IPaymentEvents events, ICustomers customers, IAccounts accounts, IPaymentGateway gateway, PriceBook prices,
    SyncCustomer sync, TimeProvider clock, ILogger<ProcessPaymentEvents> logger)
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
            await RefreshCatalogueAsync(stop);
            await events.SettleAsync(ids, PaymentEventState.Done, stop);
        }
        else if ((first.Customer ?? await gateway.FindCustomerAsync(first, stop)) is { } id
            && await FindAsync(id, stop) is { } customer)
        {
            await sync.RunAsync(customer.Workspace, ids, stop);
        }
        else
        {
            // The Stripe account sells other things too, and this customer is none of ours.
            await events.SettleAsync(ids, PaymentEventState.Ignored, stop);
        }

        return true;
    }

    // A customer that is not linked may still name a workspace of ours: somebody made it by hand, or a backup that is
    // older than the customer was restored.
    private async Task<Customer?> FindAsync(string id, CancellationToken stop)
    {
        if (await customers.FindByIdAsync(id, stop) is { } known)
        {
            return known;
        }

        if (await gateway.FindWorkspaceAsync(id, stop) is not { } workspace)
        {
            return null;
        }

        if (await accounts.FindWorkspaceAsync(workspace, stop) is null)
        {
            LogHomeless(id, workspace);
            return null;
        }

        var linked = await customers.LinkAsync(workspace, id, clock.GetUtcNow(), stop);
        if (linked?.Id != id && linked is not null)
        {
            linked = await ReplaceAsync(linked, id, stop);
        }

        if (linked?.Id == id)
        {
            return linked;
        }

        LogOther(workspace, id);
        return null;
    }

    // A workspace may be linked to a customer without a live subscription, who left the checkout unpaid. If the other
    // customer has a live subscription, the workspace is linked to that one instead.
    private async Task<Customer?> ReplaceAsync(Customer linked, string id, CancellationToken stop)
    {
        var book = await prices.OpenAsync(stop);
        if (await gateway.ReadAsync(id, book.PlanOf, stop) is not { } reading
            || Standing.Of(reading, Standing.Nothing).Live == 0
            || await sync.RunAsync(linked.Workspace, [], stop) is not { Id: not null, Standing.Live: 0 } idle)
        {
            return linked;
        }

        var now = clock.GetUtcNow();
        return await customers.SaveAsync(
            new CustomerUpdate(idle, IsGone: true, Standing.Nothing, [], [], now, now), stop)
            ? await customers.LinkAsync(linked.Workspace, id, now, stop)
            : linked;
    }

    private async Task RefreshCatalogueAsync(CancellationToken stop)
    {
        var book = await prices.OpenAsync(stop);
        foreach (var price in await gateway.ListPricesAsync(stop))
        {
            book.Correct(price);
        }

        await book.CloseAsync(stop);
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

    [LoggerMessage(
        LogLevel.Warning,
        "Stripe's customer {Customer} names workspace {Workspace}, which does not exist: does it still pay at Stripe?")]
    private partial void LogHomeless(string customer, WorkspaceId workspace);

    [LoggerMessage(
        LogLevel.Warning,
        "Stripe's customer {Customer} names workspace {Workspace}, which has another customer: nothing was changed")]
    private partial void LogOther(WorkspaceId workspace, string customer);
}
