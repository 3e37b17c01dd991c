using Visuel.Core.Accounts;
using Visuel.Core.Billing;

namespace Visuel.Server.Payments;

/// <summary>Stands in for Stripe where no key is set. Every call fails with
/// <see cref="PaymentFault.NotSetUp"/>.</summary>
internal sealed class NoPayments : IPaymentGateway
{
    public WebhookReading ReadWebhook(string? body, string? signature) => throw Refuse();

    public Task<string> CreateCustomerAsync(NewCustomer customer, CancellationToken stop) => throw Refuse();

    public Task<string?> FindCreatedAsync(NewCustomer customer, DateTimeOffset since, CancellationToken stop) =>
        throw Refuse();

    public Task<CustomerReading?> ReadAsync(string id, Func<PriceFacts, string?> planOf, CancellationToken stop) =>
        throw Refuse();

    public Task<WorkspaceId?> FindWorkspaceAsync(string id, CancellationToken stop) => throw Refuse();

    public Task<string?> FindCustomerAsync(PaymentEvent told, CancellationToken stop) => throw Refuse();

    public Task<PriceFacts?> FindPriceAsync(Plan plan, CancellationToken stop) => throw Refuse();

    public Task<IReadOnlyList<PriceFacts>> ListPricesAsync(CancellationToken stop) => throw Refuse();

    public Task<IReadOnlyList<PriceFacts>> ListPricesAsync(PaymentEvent told, CancellationToken stop) =>
        throw Refuse();

    public Task<Uri?> CloseCheckoutsAsync(string customer, CheckoutOrder? but, CancellationToken stop) =>
        throw Refuse();

    public Task<Uri> OpenCheckoutAsync(CheckoutOrder order, CancellationToken stop) => throw Refuse();

    public Task<CheckoutResult?> FindCheckoutAsync(string id, CancellationToken stop) => throw Refuse();

    public Task<Uri> OpenPortalAsync(PortalVisit visit, CancellationToken stop) => throw Refuse();

    public Task<Uri?> FindInvoicePageAsync(string invoice, CancellationToken stop) => throw Refuse();

    public Task EndAsync(string subscription, CancellationToken stop) => throw Refuse();

    public Task<IReadOnlyList<PaymentEvent>> ListUndeliveredAsync(CancellationToken stop) => throw Refuse();

    private static PaymentException Refuse() => new(PaymentFault.NotSetUp, "no key is set");
}
