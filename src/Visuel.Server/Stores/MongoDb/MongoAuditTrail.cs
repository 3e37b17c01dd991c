using MongoDB.Bson;
using Visuel.Core;
using Visuel.Core.Accounts;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>The audit trail in MongoDB.</summary>
public sealed class MongoAuditTrail(MongoStore store) : IAuditTrail
{
    // In place of those that a try before this one may have added.
    public Task AddAsync(IReadOnlyList<AuditEntry> entries, CancellationToken stop) => entries.Count == 0
        ? Task.CompletedTask
        : store.RunAsync(
            async session =>
            {
                await session.DeleteAsync(
                    "audit", Bson.Of(("_id", Bson.In(entries.Select(entry => entry.Id.Value)))));
                await session.InsertAllAsync("audit", [.. entries.Select(Write)]);
            },
            stop);

    public Task<Page<AuditEntry>> ListAsync(AuditQuery query, string? cursor, int limit, CancellationToken stop) =>
        store.RunAsync(
            async session =>
            {
                var filter = Bson.Of(("_id", Bson.Is("$lt", cursor ?? "~")));
                if (query.Subject is { } subject)
                {
                    filter["subject"] = Bson.Value(subject.Value);
                }

                if (query.Action is { } action)
                {
                    filter["action"] = action;
                }

                var entries = await session.ListAsync("audit", filter, Bson.Of(("_id", -1)), limit + 1);
                return Paging.Cut([.. entries.Select(Read)], limit, entry => entry.Id.ToString());
            },
            stop);

    public Task<int> ForgetAsync(
        string action, DateTimeOffset before, int most, int limit, CancellationToken stop) =>
        store.RunAsync(
            async session =>
            {
                var past = await session.AggregateAsync(
                    "audit", new BsonDocument("$match", Bson.Of(("action", action))),
                    new BsonDocument("$sort", Bson.Of(("_id", -1))), new BsonDocument("$skip", most),
                    new BsonDocument("$limit", 1));
                var last = Guid.CreateVersion7(before).ToString();
                if (past is [var oneTooMany] && string.CompareOrdinal(oneTooMany["_id"].AsString, last) > 0)
                {
                    last = oneTooMany["_id"].AsString;
                }

                var old = await session.ListAsync(
                    "audit", Bson.Of(("action", action), ("_id", Bson.Is("$lte", last))), Bson.Of(("_id", 1)), limit);
                return old.Count == 0
                    ? 0
                    : await session.DeleteAsync(
                        "audit", Bson.Of(("_id", Bson.In(old.Select(entry => entry["_id"])))));
            },
            stop);

    /// <summary>An entry, for the transaction of what it tells of.</summary>
    internal static BsonDocument Write(AuditEntry entry) => Bson.Of(
        ("_id", entry.Id.Value), ("at", entry.At), ("by", entry.By?.Value), ("subject", entry.Subject?.Value),
        ("action", entry.Action), ("detail", entry.Detail), ("network", entry.Network),
        ("reference", entry.Reference));

    private static AuditEntry Read(BsonDocument found) => new(
        new AuditId(found.Id()), found.Instant("at"), AccountOrNull(found.IdOrNull("by")),
        AccountOrNull(found.IdOrNull("subject")), found.Text("action"), found.TextOrNull("detail"),
        found.TextOrNull("network"), found.TextOrNull("reference"));

    private static AccountId? AccountOrNull(Guid? id) => id is { } known ? new AccountId(known) : null;
}
