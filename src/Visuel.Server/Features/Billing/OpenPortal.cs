using Visuel.Core.Accounts;
using Visuel.Core.Billing;

namespace Visuel.Server.Features.Billing;

/// <summary>Opens Stripe's page on which a customer manages a subscription: card, invoices, end. A customer who owes
/// money gets there too; otherwise they would buy a second subscription.</summary>
public sealed class OpenPortal(ICustomers customers, IPaymentGateway gateway, TimeProvider clock)
{
    /// <summary>The page's address for a workspace; null when the workspace has no customer.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="origin">Our own address, as the visitor sees it.</param>
    /// <param name="locale">Two-letter language of the page.</param>
    /// <param name="ends">Whether the page begins with the end of the subscription.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="PaymentException">Stripe does not answer, or refuses.</exception>
    public Task<Uri?> RunAsync(WorkspaceId workspace, Uri origin, string locale, bool ends, CancellationToken stop) =>
        CallTime.LimitAsync(
            CallTime.OfOnePerson, clock, within => FindAsync(workspace, origin, locale, ends, within), stop);

    private async Task<Uri?> FindAsync(
        WorkspaceId workspace, Uri origin, string locale, bool ends, CancellationToken stop) =>
        await customers.FindAsync(workspace, stop) is { Id: { } customer } known
            ? await RunAsync(
                customer, origin, locale,
                ends && known.Standing.Subscription is { IsLive: true, EndsAt: null } live ? live.Id : null, stop)
            : null;

    /// <summary>The page's address for a customer.</summary>
    internal async Task<Uri> RunAsync(
        string customer, Uri origin, string locale, string? ends, CancellationToken stop)
    {
        var visit = new PortalVisit(customer, locale, new Uri(origin, "/billing/return"), ends);
        try
        {
            return await gateway.OpenPortalAsync(visit, stop);
        }
        catch (PaymentException error) when (ends is not null && error.Fault is PaymentFault.Refused)
        {
            // It was ended since Stripe was read. The portal shows that.
            return await gateway.OpenPortalAsync(visit with { Ends = null }, stop);
        }
    }
}
