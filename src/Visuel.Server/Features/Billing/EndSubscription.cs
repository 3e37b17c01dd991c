using Visuel.Core.Accounts;
using Visuel.Core.Billing;

namespace Visuel.Server.Features.Billing;

/// <summary>Ends at Stripe what a workspace that is being erased still pays. The customer and its invoices stay there: they have to be accounted for.</summary>
public sealed partial class EndSubscription(ICustomers customers, IPaymentGateway gateway, SyncCustomer sync, BillingOptions options, ILogger<EndSubscription> logger)
{
    private const int MostSubscriptions = 10;

    /// <summary>Ends it; callable again where it broke off.</summary>
    /// <exception cref="PaymentException">Stripe does not answer, or refuses: it is still paid.</exception>
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

        if (await sync.RunAsync(workspace, [], stop) is { Id: { } customer })
        {
            // Nobody is to pay in a window that was left open.
            await gateway.CloseCheckoutsAsync(customer, but: null, stop);
        }

        for (var left = MostSubscriptions; await sync.RunAsync(workspace, [], stop) is { Standing: { Live: > 0, Subscription: { } live } }; left--)
        {
            if (left == 0)
            {
                throw new PaymentException(PaymentFault.Refused, "a subscription that does not end");
            }

            await gateway.EndAsync(live.Id, stop);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Workspace {Workspace} goes, and Stripe cannot be told without STRIPE_SECRET_KEY: look there whether it still pays")]
    private partial void LogLeft(WorkspaceId workspace);
}
