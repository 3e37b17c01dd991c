using Visuel.Core.Accounts;

namespace Visuel.Core.Billing;

/// <summary>Calls Stripe. It keeps nothing: each answer is read from Stripe at that moment. Every call throws
/// <see cref="PaymentException"/> when Stripe does not answer, or refuses.</summary>
public interface IPaymentGateway
{
    /// <summary>Reads a posted event: whether Stripe signed it, and whether it concerns this installation. It makes no
    /// call.</summary>
    /// <param name="body">What was posted, or null when it is no text.</param>
    /// <param name="signature">The header that came with it, or null.</param>
    WebhookReading ReadWebhook(string? body, string? signature);

    /// <summary>Creates a customer and returns its id. Within a day, a second call with the same values returns the
    /// same customer, or repeats the same failure (<see cref="PaymentException.IsKept"/>).</summary>
    Task<string> CreateCustomerAsync(NewCustomer customer, CancellationToken stop);

    /// <summary>The customer of a workspace that was created since a time, other than its former one; null when there
    /// is none among the newest hundred of all customers.</summary>
    Task<string?> FindCreatedAsync(NewCustomer customer, DateTimeOffset since, CancellationToken stop);

    /// <summary>Reads a customer's subscriptions, invoices and disputes; null when the customer was removed.
    /// Fails with <see cref="PaymentFault.Missing"/> when there never was one.</summary>
    /// <param name="id">Stripe's id of the customer.</param>
    /// <param name="planOf">The plan a price buys, or null.</param>
    /// <param name="stop">Gives up.</param>
    Task<CustomerReading?> ReadAsync(string id, Func<PriceFacts, string?> planOf, CancellationToken stop);

    /// <summary>The workspace in a customer's metadata; null when they name none, or the customer is gone.</summary>
    Task<WorkspaceId?> FindWorkspaceAsync(string id, CancellationToken stop);

    /// <summary>The customer of the object that an event names; null when the object is gone or has no
    /// customer.</summary>
    Task<string?> FindCustomerAsync(PaymentEvent told, CancellationToken stop);

    /// <summary>The price at which a plan is sold, or null when it is not sold.</summary>
    Task<PriceFacts?> FindPriceAsync(Plan plan, CancellationToken stop);

    /// <summary>The prices that are or were sold here.</summary>
    Task<IReadOnlyList<PriceFacts>> ListPricesAsync(CancellationToken stop);

    /// <summary>The prices that an event of the catalogue is about: the price that changed, or those of the product
    /// that changed.</summary>
    Task<IReadOnlyList<PriceFacts>> ListPricesAsync(PaymentEvent told, CancellationToken stop);

    /// <summary>Closes a customer's open checkouts, except one that was opened for this order less than half an hour
    /// ago. Returns the address of that one, or null.</summary>
    Task<Uri?> CloseCheckoutsAsync(string customer, CheckoutOrder? but, CancellationToken stop);

    /// <summary>Opens a checkout, the page on which a plan is paid, and returns its address.</summary>
    Task<Uri> OpenCheckoutAsync(CheckoutOrder order, CancellationToken stop);

    /// <summary>A checkout, or null.</summary>
    Task<CheckoutResult?> FindCheckoutAsync(string id, CancellationToken stop);

    /// <summary>Opens the page on which a customer manages a subscription. Anybody who has the address can use it, for
    /// a short time.</summary>
    Task<Uri> OpenPortalAsync(PortalVisit visit, CancellationToken stop);

    /// <summary>The page of an invoice, or null. Anybody who has the address can use it.</summary>
    Task<Uri?> FindInvoicePageAsync(string invoice, CancellationToken stop);

    /// <summary>Ends a subscription now, without a refund.</summary>
    Task EndAsync(string subscription, CancellationToken stop);

    /// <summary>Events that Stripe could not deliver; it keeps them for 30 days.</summary>
    Task<IReadOnlyList<PaymentEvent>> ListUndeliveredAsync(CancellationToken stop);
}

/// <summary>What a posted event is.</summary>
public abstract record WebhookReading
{
    private WebhookReading()
    {
    }

    /// <summary>An event of our own account and mode, about payments.</summary>
    public sealed record Ours(PaymentEvent Event) : WebhookReading;

    /// <summary>An event that Stripe signed, of another account or mode, or not about payments.</summary>
    public sealed record Foreign(PaymentEvent Event) : WebhookReading;

    /// <summary>Stripe signed it, but it is no event.</summary>
    public sealed record Malformed : WebhookReading;

    /// <summary>Stripe did not sign it, or signed it too long ago.</summary>
    public sealed record Forged : WebhookReading;
}

/// <summary>A customer to be made.</summary>
/// <param name="Workspace">The workspace.</param>
/// <param name="Email">The address for invoices, or null where Stripe does not accept it.</param>
/// <param name="Name">The person's name, or null.</param>
/// <param name="Locale">Two-letter language in which Stripe writes to the person.</param>
/// <param name="Former">The workspace's former customer, or null. With it the new customer is another one.</param>
public sealed record NewCustomer(WorkspaceId Workspace, string? Email, string? Name, string Locale, string? Former)
{
    /// <summary>Another number asks anew: Stripe repeats its answer only under the same number.</summary>
    public int Attempt { get; init; }
}

/// <summary>The purchase of a plan.</summary>
/// <param name="Workspace">The workspace that gets the plan.</param>
/// <param name="Customer">Stripe's id of the customer who buys.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Price">Stripe's id of its price.</param>
/// <param name="Locale">Two-letter language of the page.</param>
/// <param name="ReturnTo">Our own address, without a path.</param>
public sealed record CheckoutOrder(
    WorkspaceId Workspace, string Customer, Plan Plan, string Price, string Locale, Uri ReturnTo);

/// <summary>The state of a checkout.</summary>
/// <param name="Workspace">The workspace for which it was opened, or null when it names none.</param>
/// <param name="Customer">Stripe's id of the customer, or null.</param>
/// <param name="IsComplete">Whether the buyer completed it.</param>
public sealed record CheckoutResult(WorkspaceId? Workspace, string? Customer, bool IsComplete);

/// <summary>A visit to the portal.</summary>
/// <param name="Customer">Stripe's id of the customer.</param>
/// <param name="Locale">Two-letter language of the page.</param>
/// <param name="ReturnTo">The address to which the portal leads back.</param>
/// <param name="Ends">The subscription that the visitor wants to end, or null.</param>
public sealed record PortalVisit(string Customer, string Locale, Uri ReturnTo, string? Ends);

/// <summary>Why a call to Stripe failed.</summary>
public enum PaymentFault
{
    /// <summary>Stripe does not answer, or has a failure of its own: a later call may succeed.</summary>
    Unavailable,

    /// <summary>Stripe refuses the request.</summary>
    Refused,

    /// <summary>Stripe does not accept the customer's e-mail address.</summary>
    EmailRefused,

    /// <summary>Stripe knows no object of that id. Stripe remembers removed customers, so the key may be of another
    /// account or mode.</summary>
    Missing,

    /// <summary>The key is missing or wrong, or nobody ran <c>./run stripe setup</c>.</summary>
    NotSetUp,
}

/// <summary>Stripe does not answer, or refuses.</summary>
#pragma warning disable CA1032 // It always has a kind.
public sealed class PaymentException(
    PaymentFault fault, string reason, Exception? inner = null) : Exception($"Stripe: {reason}.", inner)
#pragma warning restore CA1032
{
    /// <summary>Its kind.</summary>
    public PaymentFault Fault { get; } = fault;

    /// <summary>Whether Stripe keeps this answer, and repeats it for a day to the same request.</summary>
    public bool IsKept { get; init; }

    /// <summary>Stripe's error code, or a stable word of ours. Stripe's sentences are left out, since they may name
    /// people.</summary>
    public string Reason { get; } = reason;
}
