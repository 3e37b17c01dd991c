using Visuel.Core.Accounts;

namespace Visuel.Core.Billing;

/// <summary>The customer that a workspace is, or was, at Stripe.</summary>
/// <param name="Workspace">The workspace.</param>
/// <param name="Id">Stripe's id of the customer, or null when it was removed there.</param>
/// <param name="Former">Stripe's id of the customer that was removed, or null.</param>
/// <param name="Standing">The standing at the last reading of Stripe.</param>
/// <param name="SyncedAt">When Stripe was read last, or null.</param>
/// <param name="Version">Counts the writes.</param>
public sealed record Customer(
    WorkspaceId Workspace, string? Id, string? Former, Standing Standing, DateTimeOffset? SyncedAt, int Version);

/// <summary>The result of one reading of Stripe, written in one transaction.</summary>
/// <param name="Customer">The record as it was before Stripe was read, with its version.</param>
/// <param name="IsGone">Whether Stripe has no such customer any more.</param>
/// <param name="Standing">The standing now.</param>
/// <param name="Invoices">Its invoices: added, or written over those that are known.</param>
/// <param name="Events">The events that caused the reading; they are done with it.</param>
/// <param name="Now">When Stripe was read.</param>
/// <param name="DueAt">When Stripe is to be read again, even without an event.</param>
public sealed record CustomerUpdate(
    Customer Customer,
    bool IsGone,
    Standing Standing,
    IReadOnlyList<Invoice> Invoices,
    IReadOnlyCollection<string> Events,
    DateTimeOffset Now,
    DateTimeOffset DueAt);

/// <summary>Keeps which workspace is which customer at Stripe, and what Stripe said last. Only <see cref="SaveAsync"/>
/// writes a workspace's subscribed plan.</summary>
public interface ICustomers
{
    /// <summary>The customer of a workspace, or null when it never was one.</summary>
    Task<Customer?> FindAsync(WorkspaceId workspace, CancellationToken stop);

    /// <summary>The customer with this id at Stripe, or null.</summary>
    Task<Customer?> FindByIdAsync(string id, CancellationToken stop);

    /// <summary>Links a workspace to a customer, unless the workspace has one already, or the customer belongs to
    /// another workspace. Returns the workspace's customer, also one that was linked before; null when the workspace is
    /// gone or the customer belongs to another one.</summary>
    Task<Customer?> LinkAsync(WorkspaceId workspace, string id, DateTimeOffset now, CancellationToken stop);

    /// <summary>Keeps what Stripe said: standing, invoices, the workspace's plan, and that the events are done, in one
    /// transaction. Returns false and writes nothing when the record was written since it was read. The caller must
    /// then read Stripe again: an older reading must not replace a newer one.</summary>
    Task<bool> SaveAsync(CustomerUpdate update, CancellationToken stop);

    /// <summary>Takes customers whose next reading is due. No other caller gets them until
    /// <paramref name="until"/>.</summary>
    Task<IReadOnlyList<Customer>> TakeDueAsync(
        DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken stop);

    /// <summary>Lets one caller open a checkout for a workspace, until <paramref name="until"/> or
    /// <see cref="EndCheckoutAsync"/>. Returns false while another caller may.</summary>
    Task<bool> TryBeginCheckoutAsync(
        WorkspaceId workspace, DateTimeOffset now, DateTimeOffset until, CancellationToken stop);

    /// <summary>Ends the turn that <see cref="TryBeginCheckoutAsync"/> gave until <paramref name="until"/>. A turn of
    /// another caller stays.</summary>
    Task EndCheckoutAsync(WorkspaceId workspace, DateTimeOffset until, CancellationToken stop);

    /// <summary>Counts a failed attempt to create the workspace's customer: the version of its record goes up, and
    /// with it the number of the next attempt. Returns the number.</summary>
    Task<int> BeginAttemptAsync(WorkspaceId workspace, CancellationToken stop);

    /// <summary>The invoices of a workspace, newest first.</summary>
    Task<IReadOnlyList<Invoice>> ListInvoicesAsync(WorkspaceId workspace, int limit, CancellationToken stop);

    /// <summary>What was paid from one instant to before another, by plan and currency.</summary>
    Task<IReadOnlyList<Revenue>> ReadRevenueAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken stop);

    /// <summary>Lets all customers whose subscription has one of these prices be read again now.</summary>
    Task MakeDueAsync(IReadOnlyCollection<string> prices, DateTimeOffset now, CancellationToken stop);

    /// <summary>All prices that were ever known to buy a plan.</summary>
    Task<IReadOnlyList<KnownPrice>> ListPricesAsync(CancellationToken stop);

    /// <summary>Remembers prices, in place of what was known of them.</summary>
    Task RememberPricesAsync(IReadOnlyCollection<KnownPrice> prices, CancellationToken stop);
}
