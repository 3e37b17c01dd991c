using MongoDB.Bson;
using MongoDB.Driver;
using Visuel.Core.Billing;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>What Stripe told, in MongoDB.</summary>
public sealed class MongoPaymentEvents(MongoStore store) : IPaymentEvents
{
    private const string Events = "paymentEvents";

    public Task<bool> AddAsync(
        PaymentEvent told, PaymentEventState state, DateTimeOffset now, CancellationToken stop) =>
        store.RunAsync(
            async session =>
            {
                try
                {
                    await session.InsertAsync(Events, Bson.Of(
                        ("_id", told.Id), ("type", told.Type), ("subject", told.Subject),
                        ("customer", told.Customer), ("createdAt", told.CreatedAt), ("receivedAt", now),
                        ("state", state), ("dueAt", state is PaymentEventState.New ? now : null),
                        ("attempts", 0), ("error", null)));
                    return true;
                }
                catch (MongoWriteException error) when (error.WriteError.Category is ServerErrorCategory.DuplicateKey)
                {
                    // Told before.
                    return false;
                }
            },
            stop);

    public Task<IReadOnlyList<PaymentEventRecord>> TakeAsync(
        DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken stop) =>
        store.RunAsync<IReadOnlyList<PaymentEventRecord>>(
            async session =>
            {
                var taken = new List<PaymentEventRecord>();
                foreach (var due in await session.ListAsync(
                    Events, Bson.Of(("dueAt", Bson.Is("$lte", now))), Bson.Of(("dueAt", 1), ("_id", 1)), limit))
                {
                    // Of several nodes one is first.
                    if (await session.SetAsync(
                        Events, Bson.Of(("_id", due["_id"]), ("dueAt", due["dueAt"])), ("dueAt", until)))
                    {
                        taken.Add(Read(due));
                    }
                }

                return taken;
            },
            stop);

    public Task SettleAsync(IReadOnlyCollection<string> events, PaymentEventState state, CancellationToken stop) =>
        store.RunAsync(session => SettleAsync(session, events, state), stop);

    public Task DelayAsync(string id, DateTimeOffset? until, string error, CancellationToken stop) =>
        store.RunAsync(
            session => session.UpdateAsync(
                Events, Bson.Of(("_id", id), ("state", PaymentEventState.New)), new BsonDocument
                {
                    ["$set"] = Bson.Of(("error", error), ("dueAt", until), (
                        "state", until is null ? PaymentEventState.Dead : PaymentEventState.New)),
                    ["$inc"] = Bson.Of(("attempts", 1)),
                }),
            stop);

    public Task<IReadOnlyList<PaymentEventRecord>> ListAsync(
        PaymentEventState state, int limit, CancellationToken stop) =>
        store.RunAsync<IReadOnlyList<PaymentEventRecord>>(
            async session => [.. (await session.ListAsync(
                Events, Bson.Of(("state", state)), Bson.Of(("receivedAt", -1), ("_id", -1)), limit)).Select(Read)],
            stop);

    public Task<int> ReviveAsync(DateTimeOffset now, CancellationToken stop) =>
        store.RunAsync(
            async session =>
            {
                var revived = 0;
                while (await session.SetAsync(
                    Events, Bson.Of(("state", PaymentEventState.Dead)), ("state", PaymentEventState.New),
                    ("attempts", 0), ("dueAt", now)))
                {
                    revived++;
                }

                return revived;
            },
            stop);

    public Task<PaymentBacklog> ReadBacklogAsync(CancellationToken stop) =>
        store.RunAsync(
            async session =>
            {
                var isNew = Bson.Of(("state", PaymentEventState.New));
                return new PaymentBacklog(
                    (await session.FirstAsync(Events, isNew, Bson.Of(("receivedAt", 1))))?.Instant("receivedAt"),
                    (int)await session.CountAsync(Events, isNew),
                    (int)await session.CountAsync(Events, Bson.Of(("state", PaymentEventState.Dead))));
            },
            stop);

    public Task ForgetAsync(DateTimeOffset before, CancellationToken stop) =>
        store.RunAsync(
            session => session.DeleteAsync(
                Events, Bson.Of(
                    ("receivedAt", Bson.Is("$lt", before)),
                    ("state", Bson.In([PaymentEventState.Done, PaymentEventState.Ignored])))),
            stop);

    /// <summary>Notes what came of events, inside the transaction that keeps it.</summary>
    internal static Task SettleAsync(
        MongoSession session, IReadOnlyCollection<string> events, PaymentEventState state) => session.UpdateAllAsync(
        Events, Bson.Of(("_id", Bson.In(events)), ("state", PaymentEventState.New)),
        new BsonDocument("$set", Bson.Of(("state", state), ("dueAt", null), ("error", null))));

    private static PaymentEventRecord Read(BsonDocument found) => new(
        new PaymentEvent(
            found.Text("_id"), found.Text("type"), found.TextOrNull("subject"), found.TextOrNull("customer"),
            found.Instant("createdAt")),
        found.Name<PaymentEventState>("state"), found.Instant("receivedAt"), found.Number("attempts"),
        found.TextOrNull("error"));
}
