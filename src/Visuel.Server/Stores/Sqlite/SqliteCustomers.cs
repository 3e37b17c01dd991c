using Microsoft.Data.Sqlite;
using Visuel.Core.Accounts;
using Visuel.Core.Billing;

namespace Visuel.Server.Stores.Sqlite;

/// <summary>Customers, invoices and prices in SQLite.</summary>
public sealed class SqliteCustomers(SqliteStore store) : ICustomers
{
    private const string Columns =
        """
        c.workspace, c.customer, c.former, c.subscription, c.status, c.price, c.plan, c.period_start, c.period_end,
            c.ends_at, c.begun_at, c.next_plan,
        c.unknown_price, c.live, c.synced_at, c.version, w.subscribed_plan, w.unpaid_since, w.disputed,
        c.next_plan_at, c.collection_paused, c.collection_resumes_at
        """;

    private const string From = "FROM customers c JOIN workspaces w ON w.id = c.workspace";

    public Task<Customer?> FindAsync(WorkspaceId workspace, CancellationToken stop) =>
        store.ReadAsync(session => Find(session, workspace), stop);

    public Task<Customer?> FindByIdAsync(string id, CancellationToken stop) =>
        store.ReadAsync(session => session.First($"SELECT {Columns} {From} WHERE c.customer = ?1", Read, id), stop);

    public Task<Customer?> LinkAsync(WorkspaceId workspace, string id, DateTimeOffset now, CancellationToken stop) =>
        store.WriteAsync(
            session =>
            {
                var other = session.First(
                    "SELECT workspace FROM customers WHERE customer = ?1", row => (Guid?)row.Id(0), id);
                if (other is not null && other != workspace.Value)
                {
                    return null;
                }

                session.Execute(
                    "INSERT INTO customers (workspace) SELECT id FROM workspaces WHERE id = ?1 ON CONFLICT DO NOTHING",
                    workspace.Value);
                session.Execute(
                    "UPDATE customers SET customer = ?2, due_at = ?3, version = version + 1 " +
                    "WHERE workspace = ?1 AND customer IS NULL",
                    workspace.Value, id, now);
                return Find(session, workspace);
            },
            stop);

    public Task<bool> SaveAsync(CustomerUpdate update, CancellationToken stop) =>
        store.WriteAsync(
            session =>
            {
                var (workspace, standing) = (update.Customer.Workspace.Value, update.Standing);
                var subscription = standing.Subscription;
                var isNewest = session.Execute(
                    """
                    UPDATE customers SET customer = ?3, former = ?4, subscription = ?5, status = ?6, price = ?7,
                        plan = ?8, period_start = ?9, period_end = ?10, ends_at = ?11,
                        begun_at = ?12, next_plan = ?13, unknown_price = ?14, live = ?15, synced_at = ?16, due_at = ?17,
                        next_plan_at = ?18, collection_paused = ?19, collection_resumes_at = ?20, version = version + 1
                    WHERE workspace = ?1 AND version = ?2
                    """,
                    workspace, update.Customer.Version, update.IsGone ? null : update.Customer.Id, update.IsGone
                        ? update.Customer.Id
                        : update.Customer.Former,
                    subscription?.Id, subscription?.Status, subscription?.Price,
                    subscription?.Plan, subscription?.PeriodStart, subscription?.PeriodEnd, subscription?.EndsAt,
                    subscription?.CreatedAt, subscription?.NextPlan, standing.HasUnknownPrice, standing.Live,
                    update.Now, update.IsGone ? null : update.DueAt, subscription?.NextPlanAt,
                    subscription is { IsCollectionPaused: true } ? 1 : null, subscription?.CollectionResumesAt) == 1;
                if (!isNewest)
                {
                    return false;
                }

                session.Execute(
                    "UPDATE workspaces SET subscribed_plan = ?2, unpaid_since = ?3, disputed = ?4 WHERE id = ?1",
                    workspace, standing.Plan, standing.UnpaidSince, standing.IsDisputed ? 1 : null);
                foreach (var invoice in update.Invoices)
                {
                    Write(session, workspace, invoice);
                }

                foreach (var told in update.Events)
                {
                    SqlitePaymentEvents.Settle(session, told, PaymentEventState.Done);
                }

                return true;
            },
            stop);

    public Task<IReadOnlyList<Customer>> TakeDueAsync(
        DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken stop) =>
        store.WriteAsync(
            session =>
            {
                var due = session.All(
                    $"SELECT {Columns} {From} WHERE c.due_at <= ?1 AND c.customer IS NOT NULL ORDER BY c.due_at " +
                    "LIMIT ?2",
                    Read, now, limit);
                foreach (var customer in due)
                {
                    session.Execute(
                        "UPDATE customers SET due_at = ?2 WHERE workspace = ?1", customer.Workspace.Value, until);
                }

                return due;
            },
            stop);

    public Task<bool> TryBeginCheckoutAsync(
        WorkspaceId workspace, DateTimeOffset now, DateTimeOffset until, CancellationToken stop) =>
        store.WriteAsync(
            session =>
            {
                session.Execute(
                    "INSERT INTO customers (workspace) SELECT id FROM workspaces WHERE id = ?1 ON CONFLICT DO NOTHING",
                    workspace.Value);
                return session.Execute(
                    "UPDATE customers SET checkout_until = ?3 " +
                    "WHERE workspace = ?1 AND (checkout_until IS NULL OR checkout_until <= ?2)",
                    workspace.Value, now, until) == 1;
            },
            stop);

    public Task EndCheckoutAsync(WorkspaceId workspace, DateTimeOffset until, CancellationToken stop) =>
        store.WriteAsync(session => session.Execute("UPDATE customers SET checkout_until = NULL " +
            "WHERE workspace = ?1 AND checkout_until = ?2", workspace.Value, until), stop);

    public Task<int> BeginAttemptAsync(WorkspaceId workspace, CancellationToken stop) =>
        store.WriteAsync(
            session => session.First(
                "UPDATE customers SET version = version + 1 WHERE workspace = ?1 RETURNING version",
                row => row.GetInt32(0), workspace.Value),
            stop);

    public Task<IReadOnlyList<Invoice>> ListInvoicesAsync(WorkspaceId workspace, int limit, CancellationToken stop) =>
        store.ReadAsync<IReadOnlyList<Invoice>>(
            session => session.All(
                """
                SELECT id, number, status, subscription, plan, currency, total, paid, refunded, unpaid_from, created_at,
                    paid_at FROM invoices
                WHERE workspace = ?1 ORDER BY created_at DESC, id DESC LIMIT ?2
                """,
                row => new Invoice(
                    row.GetString(0), row.TextOrNull(1), row.Name<InvoiceStatus>(2),
                    row.TextOrNull(3), row.TextOrNull(4), row.GetString(5), row.GetInt64(6), row.GetInt64(7),
                    row.GetInt64(8), row.Instant(9), row.Instant(10), row.InstantOrNull(11)),
                workspace.Value, limit),
            stop);

    public Task<IReadOnlyList<Revenue>> ReadRevenueAsync(
        DateTimeOffset from, DateTimeOffset to, CancellationToken stop) =>
        store.ReadAsync<IReadOnlyList<Revenue>>(
            session => session.All(
                "SELECT plan, currency, sum(paid), sum(refunded), count(*) FROM invoices " +
                "WHERE paid_at >= ?1 AND paid_at < ?2 GROUP BY plan, currency",
                row => new Revenue(
                    row.TextOrNull(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt32(4)), from, to),
            stop);

    public Task MakeDueAsync(IReadOnlyCollection<string> prices, DateTimeOffset now, CancellationToken stop) =>
        store.WriteAsync(
            session => prices.Sum(price => session.Execute(
                "UPDATE customers SET due_at = ?2 WHERE price = ?1 AND customer IS NOT NULL", price, now)),
            stop);

    public Task<IReadOnlyList<KnownPrice>> ListPricesAsync(CancellationToken stop) =>
        store.ReadAsync<IReadOnlyList<KnownPrice>>(
            session => session.All("SELECT price, product, plan FROM prices", row => new KnownPrice(
                row.GetString(0), row.GetString(1), row.GetString(2))), stop);

    public Task RememberPricesAsync(IReadOnlyCollection<KnownPrice> prices, CancellationToken stop) =>
        store.WriteAsync(
            session => prices.Sum(price => session.Execute(
                "INSERT INTO prices (price, product, plan) VALUES (?1, ?2, ?3) ON CONFLICT (price) DO UPDATE " +
                "SET product = ?2, plan = ?3",
                price.Id, price.Product, price.Plan)),
            stop);

    private static void Write(SqliteSession session, Guid workspace, Invoice invoice) => session.Execute(
        """
        INSERT INTO invoices (id, workspace, number, status, subscription, plan, currency, total, paid, refunded,
            unpaid_from, created_at, paid_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
        ON CONFLICT (id) DO UPDATE SET number = ?3, status = ?4, subscription = ?5, plan = coalesce(?6, plan),
            total = ?8, paid = ?9, refunded = ?10, unpaid_from = ?11, paid_at = ?13
        """,
        invoice.Id, workspace, invoice.Number, invoice.Status, invoice.Subscription, invoice.Plan, invoice.Currency,
        invoice.Total, invoice.Paid, invoice.Refunded, invoice.UnpaidFrom, invoice.CreatedAt, invoice.PaidAt);

    private static Customer? Find(SqliteSession session, WorkspaceId workspace) =>
        session.First($"SELECT {Columns} {From} WHERE c.workspace = ?1", Read, workspace.Value);

    private static Customer Read(SqliteDataReader row)
    {
        var subscription = row.TextOrNull(3) is { } id
            ? new Subscription(
                id, row.Name<SubscriptionStatus>(4), row.GetString(5), row.TextOrNull(6), row.Instant(7),
                row.Instant(8), row.InstantOrNull(9), row.Instant(10))
            {
                NextPlan = row.TextOrNull(11),
                NextPlanAt = row.InstantOrNull(19),
                IsCollectionPaused = row.NumberOrNull(20) == 1,
                CollectionResumesAt = row.InstantOrNull(21),
            }
            : null;
        var standing = new Standing(subscription, row.TextOrNull(16), row.InstantOrNull(17), row.NumberOrNull(18) == 1)
        {
            HasUnknownPrice = row.GetBoolean(12),
            Live = row.GetInt32(13),
        };
        return new Customer(
            new WorkspaceId(row.Id(0)), row.TextOrNull(1), row.TextOrNull(2), standing,
            row.InstantOrNull(14), row.GetInt32(15));
    }
}
