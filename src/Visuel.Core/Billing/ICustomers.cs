using Visuel.Core.Accounts;

namespace Visuel.Core.Billing;

/// <summary>A workspace that Stripe knows, or knew.</summary>
/// <param name="Workspace">Which.</param>
/// <param name="Id">Stripe's name of the customer, or null when it was removed there.</param>
/// <param name="Former">Stripe's name of the customer it was before, or null.</param>
/// <param name="Standing">How it stood when Stripe was read last.</param>
/// <param name="SyncedAt">When that was, or null.</param>
/// <param name="Version">Counts the writes.</param>
public sealed record Customer(WorkspaceId Workspace, string? Id, string? Former, Standing Standing, DateTimeOffset? SyncedAt, int Version);

/// <summary>What one reading of Stripe came to, to be kept together.</summary>
/// <param name="Customer">The record that was read before Stripe was, with its version.</param>
/// <param name="IsGone">Whether Stripe has no such customer any more.</param>
/// <param name="Standing">How it stands now.</param>
/// <param name="Invoices">Its invoices, to be added or put in place of what is known.</param>
/// <param name="Events">The events that asked for it, done with it.</param>
/// <param name="Now">When Stripe was read.</param>
/// <param name="DueAt">When it is to be read again, though nobody asks.</param>
public sealed record CustomerUpdate(
    Customer Customer,
    bool IsGone,
    Standing Standing,
    IReadOnlyList<Invoice> Invoices,
    IReadOnlyCollection<string> Events,
    DateTimeOffset Now,
    DateTimeOffset DueAt);

/// <summary>Keeps who is whose customer at Stripe, and what Stripe said last. Only <see cref="SaveAsync"/> writes a workspace's subscribed plan.</summary>
public interface ICustomers
{
    /// <summary>The customer of a workspace, or null when it never was one.</summary>
    Task<Customer?> FindAsync(WorkspaceId workspace, CancellationToken stop);

    /// <summary>The customer Stripe has this name for, or null.</summary>
    Task<Customer?> FindByIdAsync(string id, CancellationToken stop);

    /// <summary>Makes a workspace this customer's, unless it has one already, or another workspace has this one. The workspace's customer, whoever was first; null when the
    /// workspace is gone or the customer is another's.</summary>
    Task<Customer?> LinkAsync(WorkspaceId workspace, string id, DateTimeOffset now, CancellationToken stop);

    /// <summary>Keeps what Stripe said: standing, invoices, the workspace's plan, and that the events are done, in one transaction. False, and nothing is written, when
    /// somebody else wrote since the record was read: what Stripe says has to be read again, or something older might stand over something newer.</summary>
    Task<bool> SaveAsync(CustomerUpdate update, CancellationToken stop);

    /// <summary>Customers who are to be read again by now, for the caller alone until <paramref name="until"/>.</summary>
    Task<IReadOnlyList<Customer>> TakeDueAsync(DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken stop);

    /// <summary>Lets one caller open a checkout for a workspace, until <paramref name="until"/> or <see cref="EndCheckoutAsync"/>. False while another one does.</summary>
    Task<bool> TryBeginCheckoutAsync(WorkspaceId workspace, DateTimeOffset now, DateTimeOffset until, CancellationToken stop);

    /// <summary>Lets others open one, unless somebody else does already: whoever began until <paramref name="until"/>.</summary>
    Task EndCheckoutAsync(WorkspaceId workspace, DateTimeOffset until, CancellationToken stop);

    /// <summary>The invoices of a workspace, newest first.</summary>
    Task<IReadOnlyList<Invoice>> ListInvoicesAsync(WorkspaceId workspace, int limit, CancellationToken stop);

    /// <summary>What was paid from one instant to before another, by plan and currency.</summary>
    Task<IReadOnlyList<Revenue>> ReadRevenueAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken stop);

    /// <summary>All prices that were ever known to buy a plan.</summary>
    Task<IReadOnlyList<KnownPrice>> ListPricesAsync(CancellationToken stop);

    /// <summary>Remembers prices, in place of what was known of them.</summary>
    Task RememberPricesAsync(IReadOnlyCollection<KnownPrice> prices, CancellationToken stop);
}
