using Visuel.Core.Accounts;
using Visuel.Core.Billing;

namespace Visuel.Server.Features.Billing;

/// <summary>Reads a workspace's customer at Stripe, and keeps the result in place of the last one. It may run at any
/// time, any number of times, on several nodes at once: if another call wrote meanwhile, Stripe is read again. Only
/// this use case and <see cref="FindPayer"/> write a workspace's subscribed plan.</summary>
public sealed partial class SyncCustomer(
    ICustomers customers, IPaymentGateway gateway, PriceBook prices, TimeProvider clock, ILogger<SyncCustomer> logger)
{
    // Another call writes first this often only when calls write without a pause.
    private const int MostAttempts = 10;

    private static readonly TimeSpan Every = TimeSpan.FromHours(24);

    // Stripe makes the renewal a moment after the end of the period.
    private static readonly TimeSpan AfterRenewal = TimeSpan.FromMinutes(5);

    /// <summary>Reads Stripe and writes the result. Returns the customer afterwards; null when the workspace never had
    /// one.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="events">The events that caused this; they are done with it.</param>
    /// <param name="stop">Gives up before anything is written.</param>
    /// <exception cref="PaymentException">Stripe does not answer, or refuses; nothing changes.</exception>
    public async Task<Customer?> RunAsync(
        WorkspaceId workspace, IReadOnlyCollection<string> events, CancellationToken stop)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var known = await FindAsync(workspace, stop);
            if (known?.Id is not { } id)
            {
                return known;
            }

            var book = await prices.OpenAsync(stop);
            var now = clock.GetUtcNow();
            var reading = await ReadAsync(id, known.Standing, book, now, stop);
            if (reading is not null && known.Former is { } former && former != id)
            {
                reading = await AddFormerAsync(reading, former, book, stop);
            }

            var standing = reading is null ? Standing.Nothing : Standing.Of(reading, known.Standing);
            await book.CloseAsync(stop);
            if (await customers.SaveAsync(new CustomerUpdate(
                known, reading is null, standing, reading?.Invoices ?? [], events, now, DueAfter(now, standing)), stop))
            {
                Tell(workspace, known.Standing, standing, reading is null);
                return await customers.FindAsync(workspace, stop);
            }
        }

        throw new PaymentException(PaymentFault.Unavailable, "somebody else wrote each time");
    }

    // A customer that was removed at Stripe may exist again, or was never removed but looked so while another key was
    // set. The workspace is linked to it again and gets no second customer.
    private async Task<Customer?> FindAsync(WorkspaceId workspace, CancellationToken stop)
    {
        var known = await customers.FindAsync(workspace, stop);
        return known is { Id: null, Former: { } former } && await gateway.FindWorkspaceAsync(former, stop) == workspace
            ? await customers.LinkAsync(workspace, former, clock.GetUtcNow(), stop)
            : known;
    }

    // A former customer of the workspace may pay too: in a checkout that was open, or since two were made by hand.
    private async Task<CustomerReading> AddFormerAsync(
        CustomerReading reading, string former, OpenPriceBook book, CancellationToken stop)
    {
        try
        {
            return await gateway.ReadAsync(former, book.PlanOf, stop) is { } other
                ? new CustomerReading(
                    [.. reading.Subscriptions, .. other.Subscriptions], [.. reading.Invoices, .. other.Invoices],
                    [.. reading.Disputes, .. other.Disputes])
                : reading;
        }
        catch (PaymentException error) when (error.Fault is PaymentFault.Missing)
        {
            return reading;
        }
    }

    // Stripe cannot have forgotten a customer whose subscription is live and whose period has not ended. Then the key
    // is of another account or mode, and the plan stays.
    private async Task<CustomerReading?> ReadAsync(
        string id, Standing known, OpenPriceBook book, DateTimeOffset now, CancellationToken stop)
    {
        try
        {
            return await gateway.ReadAsync(id, book.PlanOf, stop);
        }
        catch (PaymentException error) when (error.Fault is PaymentFault.Missing
            && !(known.Subscription is { IsLive: true } live && live.PeriodEnd > now))
        {
            return null;
        }
    }

    // Each of these changes what Stripe says.
    private static DateTimeOffset DueAfter(DateTimeOffset now, Standing standing) =>
        standing.Subscription is { IsLive: true } live
            ? ((DateTimeOffset?[])[live.PeriodEnd, live.EndsAt, live.NextPlanAt, live.CollectionResumesAt])
                .OfType<DateTimeOffset>().Where(at => at > now && at - now < Every).Select(at => at + AfterRenewal)
                .DefaultIfEmpty(now + Every).Min()
            : now + Every;

    private void Tell(WorkspaceId workspace, Standing before, Standing now, bool isGone)
    {
        if (before.Plan != now.Plan)
        {
            LogChanged(workspace, before.Plan ?? "none", now.Plan ?? "none");
        }

        if (isGone)
        {
            LogGone(workspace);
        }

        if (now.Subscription is { Status: SubscriptionStatus.Unknown } strange)
        {
            LogStrange(workspace, strange.Id);
        }

        if (now is { HasUnknownPrice: true, Subscription: { } subscription })
        {
            LogUnknown(workspace, subscription.Price, now.Plan ?? "none");
        }

        if (now.Live > 1)
        {
            LogSeveral(workspace, now.Live);
        }
    }

    [LoggerMessage(LogLevel.Information, "The subscribed plan of workspace {Workspace} changed from {Before} to {Now}")]
    private partial void LogChanged(WorkspaceId workspace, string before, string now);

    [LoggerMessage(LogLevel.Warning, "The customer of workspace {Workspace} was removed at Stripe")]
    private partial void LogGone(WorkspaceId workspace);

    [LoggerMessage(
        LogLevel.Warning,
        "Workspace {Workspace} pays the price {Price}, whose plan is not known; it keeps the plan {Plan}. "
        + "Set visuel_plan in the price's metadata at Stripe")]
    private partial void LogUnknown(WorkspaceId workspace, string price, string plan);

    [LoggerMessage(
        LogLevel.Warning,
        "Subscription {Subscription} of workspace {Workspace} has a status unknown to Visuel: it gives no plan")]
    private partial void LogStrange(WorkspaceId workspace, string subscription);

    [LoggerMessage(
        LogLevel.Warning, "Workspace {Workspace} pays for {Live} live subscriptions: end all but one at Stripe")]
    private partial void LogSeveral(WorkspaceId workspace, int live);
}
