using Visuel.Core.Accounts;
using Visuel.Core.Billing;

namespace Visuel.Server.Features.Billing;

/// <summary>Opens Stripe's page on which a subscription is managed: card, invoices, end. Whoever owes something gets there too, or they would buy a second one.</summary>
public sealed class OpenPortal(ICustomers customers, IPaymentGateway gateway)
{
    /// <summary>Its address for a workspace; null when that was never a customer.</summary>
    /// <param name="workspace">Whose.</param>
    /// <param name="origin">Our own address, as the visitor sees it.</param>
    /// <param name="locale">Two-letter language of the page.</param>
    /// <param name="ends">Whether it begins with the end of the subscription.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="PaymentException">Stripe does not answer, or refuses.</exception>
    public async Task<Uri?> RunAsync(WorkspaceId workspace, Uri origin, string locale, bool ends, CancellationToken stop) =>
        await customers.FindAsync(workspace, stop) is { Id: { } customer } known
            ? await RunAsync(customer, origin, locale, ends && known.Standing.Subscription is { IsLive: true, EndsAt: null } live ? live.Id : null, stop)
            : null;

    /// <summary>Its address for a customer.</summary>
    internal Task<Uri> RunAsync(string customer, Uri origin, string locale, string? ends, CancellationToken stop) =>
        gateway.OpenPortalAsync(new PortalVisit(customer, locale, new Uri(origin, "/plans"), ends), stop);
}
