using Visuel.Core.Accounts;

namespace Visuel.Core.Billing;

/// <summary>Speaks to Stripe. It keeps nothing, and what it says is read there at the moment it is asked. Every call throws
/// <see cref="PaymentException"/> when Stripe does not answer, or refuses.</summary>
public interface IPaymentGateway
{
    /// <summary>Reads what somebody posted as an event: whether Stripe signed it, and whether it is for us. It asks nobody.</summary>
    /// <param name="body">What was posted, or null when it is no text.</param>
    /// <param name="signature">The header that came with it, or null.</param>
    WebhookReading ReadWebhook(string? body, string? signature);

    /// <summary>Makes a customer; the same one when it is asked again with the same words within a day. Stripe's name of it.</summary>
    Task<string> CreateCustomerAsync(NewCustomer customer, CancellationToken stop);

    /// <summary>All that is said about a customer; null when it was removed. <see cref="PaymentFault.Missing"/> when there never was one.</summary>
    /// <param name="id">Stripe's name of it.</param>
    /// <param name="planOf">The plan a price buys, or null.</param>
    /// <param name="stop">Gives up.</param>
    Task<CustomerReading?> ReadAsync(string id, Func<PriceFacts, string?> planOf, CancellationToken stop);

    /// <summary>The workspace a customer was made for, which its metadata say; null when it was made for none, or is gone.</summary>
    Task<WorkspaceId?> FindWorkspaceAsync(string id, CancellationToken stop);

    /// <summary>The customer an event is about, asked for by the object it names; null when that is gone or is nobody's.</summary>
    Task<string?> FindCustomerAsync(PaymentEvent told, CancellationToken stop);

    /// <summary>What is sold for a plan, or null when nothing is.</summary>
    Task<PriceFacts?> FindPriceAsync(Plan plan, CancellationToken stop);

    /// <summary>The prices that are or were sold here.</summary>
    Task<IReadOnlyList<PriceFacts>> ListPricesAsync(CancellationToken stop);

    /// <summary>Closes the pages on which a customer could still pay, but one that was opened less than half an hour ago for this very order: the address of that one, or null.</summary>
    Task<Uri?> CloseCheckoutsAsync(string customer, CheckoutOrder? but, CancellationToken stop);

    /// <summary>Opens a page on which a plan is paid.</summary>
    Task<Uri> OpenCheckoutAsync(CheckoutOrder order, CancellationToken stop);

    /// <summary>A checkout, or null.</summary>
    Task<CheckoutResult?> FindCheckoutAsync(string id, CancellationToken stop);

    /// <summary>The page on which a customer manages its subscription. The address is good for whoever has it, and for a short while.</summary>
    Task<Uri> OpenPortalAsync(PortalVisit visit, CancellationToken stop);

    /// <summary>The page of an invoice, or null. The address is good for whoever has it.</summary>
    Task<Uri?> FindInvoicePageAsync(string invoice, CancellationToken stop);

    /// <summary>Ends a subscription now, without giving anything back.</summary>
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

    /// <summary>One of our own account, about what is paid for.</summary>
    public sealed record Ours(PaymentEvent Event) : WebhookReading;

    /// <summary>One that Stripe signed, and that is of another account, another mode, or about something else.</summary>
    public sealed record Foreign(PaymentEvent Event) : WebhookReading;

    /// <summary>Signed, and no event.</summary>
    public sealed record Malformed : WebhookReading;

    /// <summary>Not signed by Stripe, or too long ago.</summary>
    public sealed record Forged : WebhookReading;
}

/// <summary>A customer to be made.</summary>
/// <param name="Workspace">For which workspace.</param>
/// <param name="Email">Where invoices go.</param>
/// <param name="Name">What the person is called, or null.</param>
/// <param name="Locale">Two-letter language of what Stripe writes to them.</param>
/// <param name="Former">The customer it was before, or null: makes it another one.</param>
public sealed record NewCustomer(WorkspaceId Workspace, string Email, string? Name, string Locale, string? Former);

/// <summary>What is bought.</summary>
/// <param name="Workspace">For which workspace.</param>
/// <param name="Customer">By whom.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Price">Stripe's name of its price.</param>
/// <param name="Locale">Two-letter language of the page.</param>
/// <param name="ReturnTo">Our own address, without a path.</param>
public sealed record CheckoutOrder(WorkspaceId Workspace, string Customer, Plan Plan, string Price, string Locale, Uri ReturnTo);

/// <summary>What became of a checkout.</summary>
/// <param name="Workspace">For which workspace it was opened, or null when it does not say.</param>
/// <param name="Customer">By whom, or null.</param>
/// <param name="IsComplete">Whether the buyer came to its end.</param>
public sealed record CheckoutResult(WorkspaceId? Workspace, string? Customer, bool IsComplete);

/// <summary>A visit to the portal.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="Locale">Two-letter language of the page.</param>
/// <param name="ReturnTo">Where it leads back to.</param>
/// <param name="Ends">The subscription whose end it begins with, or null.</param>
public sealed record PortalVisit(string Customer, string Locale, Uri ReturnTo, string? Ends);

/// <summary>Why Stripe was of no use.</summary>
public enum PaymentFault
{
    /// <summary>It does not answer, or has trouble of its own: later it will.</summary>
    Unavailable,

    /// <summary>It refuses what was asked.</summary>
    Refused,

    /// <summary>It knows nothing of that name: the key may be of another account or mode, for what is removed it remembers.</summary>
    Missing,

    /// <summary>Keys are missing or wrong, or <c>./run stripe setup</c> was never run.</summary>
    NotSetUp,
}

/// <summary>Stripe does not answer, or refuses.</summary>
#pragma warning disable CA1032 // Never without its kind.
public sealed class PaymentException(PaymentFault fault, string reason, Exception? inner = null) : Exception($"Stripe: {reason}.", inner)
#pragma warning restore CA1032
{
    /// <summary>Its kind.</summary>
    public PaymentFault Fault { get; } = fault;

    /// <summary>A stable word of Stripe's or of ours; never a sentence of Stripe's, which may name people.</summary>
    public string Reason { get; } = reason;
}
