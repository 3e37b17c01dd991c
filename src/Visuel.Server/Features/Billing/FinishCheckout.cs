using Visuel.Core.Accounts;
using Visuel.Core.Billing;

namespace Visuel.Server.Features.Billing;

/// <summary>Reads Stripe as soon as somebody returns from there, so that the page does not wait for a webhook. The
/// return address proves nothing: Stripe is asked for the checkout that it names.</summary>
public sealed class FinishCheckout(
    ICustomers customers, IPaymentGateway gateway, SyncCustomer sync, TimeProvider clock)
{
    /// <summary>Reads the workspace's customer after a visit to the portal.</summary>
    /// <exception cref="PaymentException">Stripe does not answer, or refuses.</exception>
    public Task RunAsync(WorkspaceId workspace, CancellationToken stop) =>
        CallTime.LimitAsync(CallTime.OfOnePerson, clock, within => sync.RunAsync(workspace, [], within), stop);

    /// <summary>Whether the checkout belongs to this workspace and is complete.</summary>
    /// <exception cref="PaymentException">Stripe does not answer, or refuses.</exception>
    public Task<bool> RunAsync(WorkspaceId workspace, string session, CancellationToken stop) =>
        CallTime.LimitAsync(CallTime.OfOnePerson, clock, within => FinishAsync(workspace, session, within), stop);

    private async Task<bool> FinishAsync(WorkspaceId workspace, string session, CancellationToken stop)
    {
        if (await gateway.FindCheckoutAsync(session, stop) is not { IsComplete: true, Customer: { } customer } found
            || found.Workspace != workspace
            || (await customers.FindAsync(workspace, stop))?.Id != customer)
        {
            return false;
        }

        await sync.RunAsync(workspace, [], stop);
        return true;
    }
}
