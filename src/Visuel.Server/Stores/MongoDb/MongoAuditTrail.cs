using MongoDB.Bson;
using Visuel.Core;
using Visuel.Core.Accounts;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>The audit trail in MongoDB.</summary>
public sealed class MongoAuditTrail(MongoStore store) : IAuditTrail
{
    public Task<Page<AuditEntry>> ListAsync(AccountId? subject, string? cursor, int limit, CancellationToken stop) =>
        store.RunAsync(
            async session =>
            {
                var filter = Bson.Of(("_id", Bson.Is("$lt", cursor ?? "~")));
                if (subject is { } one)
                {
                    filter["subject"] = Bson.Value(one.Value);
                }

                var entries = await session.ListAsync("audit", filter, Bson.Of(("_id", -1)), limit + 1);
                return Paging.Cut([.. entries.Select(Read)], limit, entry => entry.Id.ToString());
            },
            stop);

    public Task<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken stop) =>
        store.RunAsync(
            async session =>
            {
                var old = await session.ListAsync(
                    "audit", Bson.Of(("at", Bson.Is("$lt", before))), Bson.Of(("at", 1)), limit);
                return await session.DeleteAsync("audit", Bson.Of(("_id", Bson.In(old.Select(entry => entry["_id"])))));
            },
            stop);

    /// <summary>An entry, for the transaction of what it tells of.</summary>
    internal static BsonDocument Write(AuditEntry entry) => Bson.Of(
        ("_id", entry.Id.Value), ("at", entry.At), ("by", entry.By?.Value), ("subject", entry.Subject.Value),
        ("action", entry.Action), ("detail", entry.Detail));

    private static AuditEntry Read(BsonDocument found) => new(
        new AuditId(found.Id()), found.Instant("at"), found.IdOrNull("by") is { } by ? new AccountId(by) : null,
        new AccountId(found.Id("subject")), found.Text("action"), found.TextOrNull("detail"));
}
