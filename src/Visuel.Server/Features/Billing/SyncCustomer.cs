using Visuel.Core.Accounts;
using Visuel.Core.Billing;

namespace Visuel.Server.Features.Billing;

/// <summary>Reads all that Stripe says about a workspace's customer, and puts it in place of what was known. It may run at any time, any number of times, on several nodes at
/// once: what was read before somebody else wrote is read again. Nothing else writes a workspace's subscribed plan.</summary>
public sealed partial class SyncCustomer(ICustomers customers, IPaymentGateway gateway, PriceBook prices, TimeProvider clock, ILogger<SyncCustomer> logger)
{
    // Somebody else is faster that often only when everybody writes all the time.
    private const int MostAttempts = 10;

    private static readonly TimeSpan Every = TimeSpan.FromHours(24);

    // Stripe takes a moment to make the renewal.
    private static readonly TimeSpan AfterRenewal = TimeSpan.FromMinutes(5);

    /// <summary>Reads and writes. The customer as it is then; null when the workspace never was one.</summary>
    /// <param name="workspace">Whose.</param>
    /// <param name="events">The events that asked for it: done with it.</param>
    /// <param name="stop">Gives up before anything is written.</param>
    /// <exception cref="PaymentException">Stripe does not answer, or refuses; nothing changes.</exception>
    public async Task<Customer?> RunAsync(WorkspaceId workspace, IReadOnlyCollection<string> events, CancellationToken stop)
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
            var standing = reading is null ? Standing.Nothing : Standing.Of(reading, known.Standing);
            await book.CloseAsync(stop);
            if (await customers.SaveAsync(new CustomerUpdate(known, reading is null, standing, reading?.Invoices ?? [], events, now, DueAfter(now, standing)), stop))
            {
                Tell(workspace, known.Standing, standing, reading is null);
                return await customers.FindAsync(workspace, stop);
            }
        }

        throw new PaymentException(PaymentFault.Unavailable, "somebody else wrote each time");
    }

    // One that was removed at Stripe, or seemed to be while another key was set, may be there again: nobody is to become a second customer beside it.
    private async Task<Customer?> FindAsync(WorkspaceId workspace, CancellationToken stop)
    {
        var known = await customers.FindAsync(workspace, stop);
        return known is { Id: null, Former: { } former } && await gateway.FindWorkspaceAsync(former, stop) == workspace
            ? await customers.LinkAsync(workspace, former, clock.GetUtcNow(), stop)
            : known;
    }

    // Of somebody who is paying, Stripe cannot know nothing: then the key is of another account or mode, and the plan stays.
    private async Task<CustomerReading?> ReadAsync(string id, Standing known, OpenPriceBook book, DateTimeOffset now, CancellationToken stop)
    {
        try
        {
            return await gateway.ReadAsync(id, book.PlanOf, stop);
        }
        catch (PaymentException error) when (error.Fault is PaymentFault.Missing && !(known.Subscription is { IsLive: true } live && live.PeriodEnd > now))
        {
            return null;
        }
    }

    private static DateTimeOffset DueAfter(DateTimeOffset now, Standing standing) =>
        standing.Subscription is { IsLive: true } subscription && subscription.PeriodEnd > now && subscription.PeriodEnd - now < Every
            ? subscription.PeriodEnd + AfterRenewal
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

    [LoggerMessage(LogLevel.Information, "Workspace {Workspace} had the subscribed plan {Before}, and has {Now}")]
    private partial void LogChanged(WorkspaceId workspace, string before, string now);

    [LoggerMessage(LogLevel.Warning, "The customer of workspace {Workspace} was removed at Stripe")]
    private partial void LogGone(WorkspaceId workspace);

    [LoggerMessage(LogLevel.Warning, "Workspace {Workspace} pays the price {Price}, which buys no plan that is known here; it keeps {Plan}. Say which in the price's metadata at Stripe: visuel_plan")]
    private partial void LogUnknown(WorkspaceId workspace, string price, string plan);

    [LoggerMessage(LogLevel.Warning, "The subscription {Subscription} of workspace {Workspace} has a state that this version does not know: it gives no plan")]
    private partial void LogStrange(WorkspaceId workspace, string subscription);

    [LoggerMessage(LogLevel.Warning, "Workspace {Workspace} has {Live} live subscriptions, and pays for each: end all but one at Stripe")]
    private partial void LogSeveral(WorkspaceId workspace, int live);
}
