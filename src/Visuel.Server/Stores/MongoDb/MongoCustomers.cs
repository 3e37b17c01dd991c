using MongoDB.Bson;
using Visuel.Core.Accounts;
using Visuel.Core.Billing;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>Customers, invoices and prices in MongoDB.</summary>
public sealed class MongoCustomers(MongoStore store) : ICustomers
{
    private const string Customers = "customers";

    public Task<Customer?> FindAsync(WorkspaceId workspace, CancellationToken stop) =>
        store.RunAsync(session => FindAsync(session, workspace), stop);

    public Task<Customer?> FindByIdAsync(string id, CancellationToken stop) =>
        store.RunAsync(async session => await session.FirstAsync(Customers, Bson.Of(("customer", id))) is { } found
            ? await ReadAsync(session, found)
            : null, stop);

    // Customers are linked one after the other on all nodes: one of them is never two workspaces'.
    public Task<Customer?> LinkAsync(WorkspaceId workspace, string id, DateTimeOffset now, CancellationToken stop) =>
        store.WriteAsync(
            Customers,
            async session =>
            {
                if (await session.HasAsync(
                    Customers, Bson.Of(("customer", id), ("_id", Bson.Is("$ne", workspace.Value))))
                    || !await AddAsync(session, workspace))
                {
                    return null;
                }

                await session.UpdateAsync(
                    Customers, Bson.Of(("_id", workspace.Value), ("customer", null)), new BsonDocument
                    {
                        ["$set"] = Bson.Of(("customer", id), ("dueAt", now)),
                        ["$inc"] = Bson.Of(("version", 1)),
                    });
                return await FindAsync(session, workspace);
            },
            stop);

    public Task<bool> SaveAsync(CustomerUpdate update, CancellationToken stop) =>
        store.WriteAsync(
            update.Customer.Workspace.Value,
            async session =>
            {
                var (workspace, standing) = (update.Customer.Workspace.Value, update.Standing);
                var subscription = standing.Subscription;
                var isNewest = await session.UpdateAsync(
                    Customers, Bson.Of(("_id", workspace), ("version", update.Customer.Version)), new BsonDocument
                    {
                        ["$set"] = Bson.Of(
                            ("customer", update.IsGone ? null : update.Customer.Id),
                            ("former", update.IsGone ? update.Customer.Id : update.Customer.Former),
                            ("subscription", subscription?.Id), ("status", subscription?.Status),
                            ("price", subscription?.Price), ("plan", subscription?.Plan),
                            ("periodStart", subscription?.PeriodStart), ("periodEnd", subscription?.PeriodEnd),
                            ("endsAt", subscription?.EndsAt), ("begunAt", subscription?.CreatedAt),
                            ("nextPlan", subscription?.NextPlan), ("nextPlanAt", subscription?.NextPlanAt),
                            ("collectionPaused", subscription is { IsCollectionPaused: true } ? 1 : null),
                            ("collectionResumesAt", subscription?.CollectionResumesAt),
                            ("unknownPrice", standing.HasUnknownPrice),
                            ("live", standing.Live), ("syncedAt", update.Now),
                            ("dueAt", update.IsGone ? null : update.DueAt)),
                        ["$inc"] = Bson.Of(("version", 1)),
                    }) == 1;
                if (!isNewest)
                {
                    return false;
                }

                await session.SetAsync(
                    "workspaces", Bson.Of(("_id", workspace)), ("subscribedPlan", standing.Plan),
                    ("unpaidSince", standing.UnpaidSince), ("disputed", standing.IsDisputed ? 1 : null));
                foreach (var invoice in update.Invoices)
                {
                    await WriteAsync(session, workspace, invoice);
                }

                await MongoPaymentEvents.SettleAsync(session, update.Events, PaymentEventState.Done);
                return true;
            },
            stop);

    public Task<IReadOnlyList<Customer>> TakeDueAsync(
        DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken stop) =>
        store.RunAsync<IReadOnlyList<Customer>>(
            async session =>
            {
                var taken = new List<Customer>();
                foreach (var due in await session.ListAsync(
                    Customers, Bson.Of(("dueAt", Bson.Is("$lte", now))), Bson.Of(("dueAt", 1)), limit))
                {
                    // Of several nodes one is first.
                    if (await session.SetAsync(
                        Customers, Bson.Of(("_id", due["_id"]), ("dueAt", due["dueAt"])), ("dueAt", until))
                        && await ReadAsync(session, due) is { } customer)
                    {
                        taken.Add(customer);
                    }
                }

                return taken;
            },
            stop);

    public Task<bool> TryBeginCheckoutAsync(
        WorkspaceId workspace, DateTimeOffset now, DateTimeOffset until, CancellationToken stop) =>
        store.WriteAsync(
            workspace.Value,
            async session =>
            {
                var isFree = Bson.Or(Bson.Of(("checkoutUntil", null)), Bson.Of(("checkoutUntil", Bson.Is("$lte", now))))
                    .AddRange(Bson.Of(("_id", workspace.Value)));
                return await AddAsync(session, workspace)
                    && await session.SetAsync(Customers, isFree, ("checkoutUntil", until));
            },
            stop);

    public Task EndCheckoutAsync(WorkspaceId workspace, DateTimeOffset until, CancellationToken stop) =>
        store.RunAsync(session => session.SetAsync(
            Customers, Bson.Of(("_id", workspace.Value), ("checkoutUntil", until)), ("checkoutUntil", null)), stop);

    public Task<int> BeginAttemptAsync(WorkspaceId workspace, CancellationToken stop) =>
        store.WriteAsync(
            workspace.Value,
            async session =>
            {
                await session.UpdateAsync(
                    Customers, Bson.Of(("_id", workspace.Value)),
                    new BsonDocument("$inc", Bson.Of(("version", 1))));
                return (await FindAsync(session, workspace))?.Version ?? 0;
            },
            stop);

    public Task<IReadOnlyList<Invoice>> ListInvoicesAsync(WorkspaceId workspace, int limit, CancellationToken stop) =>
        store.RunAsync<IReadOnlyList<Invoice>>(
            async session =>
            [
                .. (await session.ListAsync(
                    "invoices", Bson.Of(("workspace", workspace.Value)), Bson.Of(("createdAt", -1), ("_id", -1)),
                    limit)).Select(found => new Invoice(
                    found.Text("_id"), found.TextOrNull("number"), found.Name<InvoiceStatus>("status"),
                    found.TextOrNull("subscription"), found.TextOrNull("plan"), found.Text("currency"),
                    found["total"].ToInt64(), found["paid"].ToInt64(), found["refunded"].ToInt64(),
                    found.Instant("unpaidFrom"), found.Instant("createdAt"), found.InstantOrNull("paidAt"))),
            ],
            stop);

    public Task<IReadOnlyList<Revenue>> ReadRevenueAsync(
        DateTimeOffset from, DateTimeOffset to, CancellationToken stop) =>
        store.RunAsync<IReadOnlyList<Revenue>>(
            async session =>
            {
                var groups = await session.AggregateAsync(
                    "invoices",
                    new BsonDocument("$match", Bson.Of(("paidAt", Bson.Is("$gte", from).AddRange(Bson.Is("$lt", to))))),
                    new BsonDocument("$group", Bson.Of(
                        ("_id", Bson.Of(("plan", "$plan"), ("currency", "$currency"))),
                        ("paid", new BsonDocument("$sum", "$paid")),
                        ("refunded", new BsonDocument("$sum", "$refunded")),
                        ("invoices", new BsonDocument("$sum", 1)))));
                return
                [
                    .. groups.Select(group => (Of: group["_id"].AsBsonDocument, Sum: group))
                        .Select(brought => new Revenue(
                            brought.Of.TextOrNull("plan"), brought.Of.Text("currency"), brought.Sum["paid"].ToInt64(),
                            brought.Sum["refunded"].ToInt64(), brought.Sum.Number("invoices"))),
                ];
            },
            stop);

    public Task MakeDueAsync(IReadOnlyCollection<string> prices, DateTimeOffset now, CancellationToken stop) =>
        store.RunAsync(
            async session =>
            {
                foreach (var price in prices)
                {
                    await session.UpdateAllAsync(
                        Customers, Bson.Of(("price", price), ("customer", Bson.Is("$ne", null))),
                        new BsonDocument("$set", Bson.Of(("dueAt", now))));
                }
            },
            stop);

    public Task<IReadOnlyList<KnownPrice>> ListPricesAsync(CancellationToken stop) =>
        store.RunAsync<IReadOnlyList<KnownPrice>>(
            async session => [.. (await session.ListAsync("prices", [])).Select(
                found => new KnownPrice(found.Text("_id"), found.Text("product"), found.Text("plan")))], stop);

    public Task RememberPricesAsync(IReadOnlyCollection<KnownPrice> prices, CancellationToken stop) =>
        store.RunAsync(
            async session =>
            {
                foreach (var price in prices)
                {
                    await session.PutAsync(
                        "prices", Bson.Of(("_id", price.Id), ("product", price.Product), ("plan", price.Plan)));
                }
            },
            stop);

    // An invoice whose price nobody knows any more keeps the plan it was known to pay.
    private static Task<long> WriteAsync(MongoSession session, Guid workspace, Invoice invoice)
    {
        var set = Bson.Of(
            ("number", invoice.Number), ("status", invoice.Status),
            ("subscription", invoice.Subscription), ("total", invoice.Total), ("paid", invoice.Paid),
            ("refunded", invoice.Refunded), ("unpaidFrom", invoice.UnpaidFrom), ("paidAt", invoice.PaidAt));
        var added = Bson.Of(("workspace", workspace), ("currency", invoice.Currency), ("createdAt", invoice.CreatedAt));
        (invoice.Plan is null ? added : set)["plan"] = Bson.Value(invoice.Plan);
        return session.UpdateAsync(
            "invoices", Bson.Of(("_id", invoice.Id)),
            new BsonDocument { ["$set"] = set, ["$setOnInsert"] = added }, adds: true);
    }

    private static async Task<bool> AddAsync(MongoSession session, WorkspaceId workspace)
    {
        if (!await session.HasAsync("workspaces", Bson.Of(("_id", workspace.Value))))
        {
            return false;
        }

        var empty = Bson.Of(
            ("customer", null), ("former", null), ("subscription", null), ("unknownPrice", false), ("live", 0),
            ("syncedAt", null), ("dueAt", null), ("checkoutUntil", null), ("version", 1));
        await session.UpdateAsync(
            Customers, Bson.Of(("_id", workspace.Value)), new BsonDocument("$setOnInsert", empty), adds: true);
        return true;
    }

    private static async Task<Customer?> FindAsync(MongoSession session, WorkspaceId workspace) =>
        await session.FirstAsync(Customers, Bson.Of(("_id", workspace.Value))) is { } found
            ? await ReadAsync(session, found)
            : null;

    private static async Task<Customer?> ReadAsync(MongoSession session, BsonDocument found)
    {
        if (await session.FirstAsync("workspaces", Bson.Of(("_id", found["_id"]))) is not { } home)
        {
            return null;
        }

        var workspace = MongoWorkspaces.Read(home);
        var subscription = found.TextOrNull("subscription") is { } id
            ? new Subscription(
                id, found.Name<SubscriptionStatus>("status"), found.Text("price"),
                found.TextOrNull("plan"), found.Instant("periodStart"), found.Instant("periodEnd"),
                found.InstantOrNull("endsAt"), found.Instant("begunAt"))
            {
                NextPlan = found.TextOrNull("nextPlan"),
                NextPlanAt = found.InstantOrNull("nextPlanAt"),
                IsCollectionPaused = found.NumberOrNull("collectionPaused") == 1,
                CollectionResumesAt = found.InstantOrNull("collectionResumesAt"),
            }
            : null;
        var standing = new Standing(
            subscription, workspace.SubscribedPlan, workspace.Trouble?.UnpaidSince,
            workspace.Trouble is { IsDisputed: true })
        {
            HasUnknownPrice = found["unknownPrice"].AsBoolean,
            Live = found.Number("live"),
        };
        return new Customer(
            workspace.Id, found.TextOrNull("customer"), found.TextOrNull("former"), standing,
            found.InstantOrNull("syncedAt"), found.Number("version"));
    }
}
