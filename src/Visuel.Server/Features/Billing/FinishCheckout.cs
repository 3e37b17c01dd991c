using Visuel.Core.Accounts;
using Visuel.Core.Billing;

namespace Visuel.Server.Features.Billing;

/// <summary>Reads Stripe at once when a buyer comes back, so that nobody waits for a webhook. What the address says is not believed: only what Stripe says of it.</summary>
public sealed class FinishCheckout(ICustomers customers, IPaymentGateway gateway, SyncCustomer sync)
{
    /// <summary>Whether the checkout is this workspace's and came to its end.</summary>
    /// <exception cref="PaymentException">Stripe does not answer, or refuses.</exception>
    public async Task<bool> RunAsync(WorkspaceId workspace, string session, CancellationToken stop)
    {
        if (await gateway.FindCheckoutAsync(session, stop) is not { IsComplete: true, Customer: { } customer } found || found.Workspace != workspace
            || (await customers.FindAsync(workspace, stop))?.Id != customer)
        {
            return false;
        }

        await sync.RunAsync(workspace, [], stop);
        return true;
    }
}
