using Visuel.Core.Accounts;
using Visuel.Core.Billing;

namespace Visuel.Server.Features.Billing;

/// <summary>Ends the subscriptions of a workspace that is being erased. The customer and the invoices stay at Stripe,
/// since the operator's accounts need them.</summary>
public sealed partial class EndSubscription(
    ICustomers customers, IPaymentGateway gateway, SyncCustomer sync, BillingOptions options,
    ILogger<EndSubscription> logger)
{
    private const int MostSubscriptions = 10;

    /// <summary>Ends the subscriptions. After a failure it may be called again.</summary>
    /// <exception cref="PaymentException">Stripe does not answer, or refuses: a subscription may still be
    /// paid.</exception>
    public async Task RunAsync(WorkspaceId workspace, CancellationToken stop)
    {
        if (await customers.FindAsync(workspace, stop) is not ({ Id: not null } or { Former: not null }))
        {
            return;
        }

        if (!options.IsSelling)
        {
            LogLeft(workspace);
            return;
        }

        if (await sync.RunAsync(workspace, [], stop) is { Id: { } customer } known)
        {
            // A checkout that is still open could be paid afterwards.
            await gateway.CloseCheckoutsAsync(customer, but: null, stop);
            if (known.Former is { } former && await gateway.FindWorkspaceAsync(former, stop) is not null)
            {
                await gateway.CloseCheckoutsAsync(former, but: null, stop);
            }
        }

        for (var left = MostSubscriptions; await sync.RunAsync(
            workspace, [], stop) is { Standing: { Live: > 0, Subscription: { } live } }; left--)
        {
            if (left == 0)
            {
                throw new PaymentException(PaymentFault.Refused, "a subscription that does not end");
            }

            await gateway.EndAsync(live.Id, stop);
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Workspace {Workspace} is erased without STRIPE_SECRET_KEY: end its subscription at Stripe, if it has one")]
    private partial void LogLeft(WorkspaceId workspace);
}
