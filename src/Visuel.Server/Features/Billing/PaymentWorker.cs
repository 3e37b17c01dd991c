using Visuel.Core.Billing;

namespace Visuel.Server.Features.Billing;

/// <summary>Looks into what Stripe told as soon as it did; reads customers again once a day and when their period ends, though nobody told anything; and fetches at
/// start and each night what could not be delivered. No plan depends on one of the three alone.</summary>
public sealed partial class PaymentWorker(
    ProcessPaymentEvents process, SyncCustomer sync, ICustomers customers, IPaymentEvents events, IPaymentGateway gateway, TimeProvider clock, ILogger<PaymentWorker> logger)
    : BackgroundService
{
    /// <summary>How long what is done is remembered; Stripe tells nothing again that is older.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(90);

    private const int CustomersAtOnce = 5;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Night = TimeSpan.FromHours(24);

    // Where Stripe is away at start, not the whole night.
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(15);

    private readonly Bell told = new();

    /// <summary>Says that something was told.</summary>
    public void Wake() => told.Ring();

    public override void Dispose()
    {
        told.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var night = DateTimeOffset.MinValue;
        while (true)
        {
            try
            {
                if (clock.GetUtcNow() >= night)
                {
                    night = clock.GetUtcNow() + (await FetchAsync(stoppingToken) ? Night : Again);
                }

                // What was told comes first, also where many are to be read again.
                do
                {
                    while (await process.RunAsync(stoppingToken) > 0)
                    {
                        // There may be more.
                    }
                }
                while (await ReadDueAsync(stoppingToken));
            }
            catch (IOException error)
            {
                LogAway(error);
            }

            await told.WaitAsync(Every, clock, stoppingToken);
        }
    }

    private async Task<bool> FetchAsync(CancellationToken stop)
    {
        try
        {
            var added = 0;
            foreach (var undelivered in await gateway.ListUndeliveredAsync(stop))
            {
                added += await events.AddAsync(undelivered, PaymentEventState.New, clock.GetUtcNow(), stop) ? 1 : 0;
            }

            await events.ForgetAsync(clock.GetUtcNow() - Life, stop);
            LogFetched(added);
            return true;
        }
#pragma warning disable CA1031 // Whatever it is, what was delivered is looked into all the same.
        catch (Exception error) when (error is not IOException && !stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogNotFetched(error);
            return false;
        }
    }

    // Whether there may be more.
    private async Task<bool> ReadDueAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var due = await customers.TakeDueAsync(now, now + Turn, CustomersAtOnce, stop);
        foreach (var customer in due)
        {
            try
            {
                await sync.RunAsync(customer.Workspace, [], stop);
            }
#pragma warning disable CA1031 // Whatever it is, it is of this customer: the others must not wait for somebody to mend it.
            catch (Exception error) when (error is not IOException && !stop.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogNotRead(customer.Workspace, error);
            }
        }

        return due.Count > 0;
    }

    [LoggerMessage(LogLevel.Information, "{Added} events that Stripe could not deliver were fetched")]
    private partial void LogFetched(int added);

    [LoggerMessage(LogLevel.Warning, "What Stripe could not deliver was not fetched; it is tried again")]
    private partial void LogNotFetched(Exception error);

    [LoggerMessage(LogLevel.Warning, "What Stripe says about workspace {Workspace} was not read; it is tried again")]
    private partial void LogNotRead(Core.Accounts.WorkspaceId workspace, Exception error);

    [LoggerMessage(LogLevel.Warning, "Payments wait for the store; the next round tries again")]
    private partial void LogAway(Exception error);
}
