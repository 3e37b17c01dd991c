using MongoDB.Bson;
using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Quota;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>The credits in MongoDB: one document each, and one of counts for each workspace and period, moved together
/// in one transaction.</summary>
public sealed class MongoQuota(MongoStore store) : IQuotaLedger
{
    public Task<bool> RenewAsync(GenerationId generation, DateTimeOffset leaseUntil, CancellationToken stop) =>
        store.RunAsync(session => MongoChanges.ApplyAsync(session, Moves.Renew(generation, leaseUntil)), stop);

    // A credit never changes its workspace, whose writes come one after the other.
    public async Task<bool> ReleaseAsync(
        GenerationId generation, string reason, DateTimeOffset now, CancellationToken stop) =>
        await FindAsync(generation, stop) is { } seen && await store.WriteAsync(
            seen.Workspace.Value,
            async session => await MongoChanges.DecideAsync(
                session, CreditRules.Release(await FindAsync(session, generation), reason, now)),
            stop);

    public Task<Usage> ReadAsync(WorkspaceId workspace, Period period, CancellationToken stop) =>
        store.RunAsync(session => ReadAsync(session, new QuotaCount(workspace.Value, period)), stop);

    public Task<Usage> ReadAsync(Allowance allowance, Period period, CancellationToken stop) =>
        store.RunAsync(session => ReadAsync(session, allowance.CountIn(period)), stop);

    public Task<Page<CreditEntry>> ListAsync(
        WorkspaceId workspace, Period? period, string? cursor, int limit, CancellationToken stop) =>
        store.RunAsync(
            async session =>
            {
                var filter = Bson.Of(("workspace", workspace.Value), ("_id", Bson.Is("$lt", cursor ?? "~")));
                if (period is { } month)
                {
                    filter["period"] = month.ToString();
                }

                var credits = (await session.ListAsync("credits", filter, Bson.Of(("_id", -1)), limit + 1)).Select(Read)
                    .ToList();
                var images = (await session.ListAsync(
                    "images", Bson.Of(("generation", Bson.In(credits.Select(credit => credit.Generation.Value))))))
                    .ToDictionary(image => image.Id("generation"), image => new ImageId(image.Id()));
                return Paging.Cut(
                    [.. credits.Select(credit => new CreditEntry(
                        credit, images.TryGetValue(credit.Generation.Value, out var image) ? image : null))],
                    limit,
                    entry => entry.Credit.Generation.ToString());
            },
            stop);

    public Task<IReadOnlyList<DrawnCount>> CountDrawnAsync(Period period, CancellationToken stop) =>
        store.RunAsync<IReadOnlyList<DrawnCount>>(
            async session =>
            {
                // Its days too: visitors have those.
                var groups = await session.AggregateAsync(
                    "credits",
                    new BsonDocument("$match", Bson.Of(
                        ("period", Bson.Is("$gte", period.ToString()).AddRange(Bson.Is("$lt", $"{period}~"))),
                        ("supplier", Bson.Is("$gt", "")))),
                    new BsonDocument("$group", Bson.Of(
                        ("_id", Bson.Of(("plan", "$plan"), ("supplier", "$supplier"))),
                        ("images", new BsonDocument("$sum", 1)))));
                return [.. groups.Select(group => (Of: group["_id"].AsBsonDocument, Images: group.Number("images")))
                    .Select(count => new DrawnCount(
                        count.Of.TextOrNull("plan"), count.Of.Text("supplier"), count.Images))];
            },
            stop);

    public Task<Credit?> FindAsync(GenerationId generation, CancellationToken stop) =>
        store.RunAsync(session => FindAsync(session, generation), stop);

    public Task<IReadOnlyList<Credit>> ListExpiredAsync(DateTimeOffset now, int limit, CancellationToken stop) =>
        ListAsync(IfExpired(now).AddRange(Bson.Of(("state", CreditState.Held))), limit, stop);

    public Task<IReadOnlyList<Credit>> ListHeldByAsync(string node, CancellationToken stop) =>
        ListAsync(Bson.Of(("state", CreditState.Held), ("node", node)), null, stop);

    /// <summary>The credit of a generation, or null.</summary>
    internal static async Task<Credit?> FindAsync(MongoSession session, GenerationId generation) =>
        await session.FirstAsync("credits", Bson.Of(("_id", generation.Value))) is { } found ? Read(found) : null;

    /// <summary>What was used of a count.</summary>
    internal static async Task<Usage> ReadAsync(MongoSession session, QuotaCount count) =>
        await session.FirstAsync("periods", Bson.Of(("_id", count.ToString()))) is { } found
            ? new Usage(found.Number("used"), found.Number("held"))
            : default;

    /// <summary>Leases that are over at this instant, or what else is allowed. See
    /// <see cref="CreditRules.IsExpired"/>.</summary>
    internal static BsonDocument IfExpired(DateTimeOffset now, params IEnumerable<BsonDocument> or) => Bson.Or(
    [
        Bson.Of(("leaseUntil", Bson.Is("$lt", now))),
        Bson.Of(("leaseUntil", Bson.Is("$gt", now + CreditRules.LongestLease))),
        .. or,
    ]);

    /// <summary>The document of a new credit.</summary>
    internal static BsonDocument Write(Credit credit) => Bson.Of(
        ("_id", credit.Generation.Value), ("workspace", credit.Workspace.Value), ("period", credit.Period.ToString()),
        ("state", credit.State), ("node", credit.Node), ("leaseUntil", credit.LeaseUntil), ("reason", credit.Reason),
        ("heldAt", credit.HeldAt), ("settledAt", credit.SettledAt),
        ("allowances", new BsonArray(credit.Within.Select(count => count.ToString()))), ("plan", credit.Plan));

    private static Credit Read(BsonDocument found)
    {
        var period = Period.Parse(found.Text("period"));
        return new Credit(
            new GenerationId(found.Id()), new WorkspaceId(found.Id("workspace")), period,
            found.Name<CreditState>("state"), found.Instant("leaseUntil"), found.TextOrNull("reason"),
            found.Instant("heldAt"), found.InstantOrNull("settledAt"))
        {
            Node = found.Text("node"),
            Plan = found.TextOrNull("plan"),
            Within = [.. found["allowances"].AsBsonArray.Select(text => QuotaCount.Parse(text.AsString, period))],
        };
    }

    private Task<IReadOnlyList<Credit>> ListAsync(BsonDocument filter, int? limit, CancellationToken stop) =>
        store.RunAsync<IReadOnlyList<Credit>>(
            async session => [.. (await session.ListAsync("credits", filter, null, limit)).Select(Read)], stop);
}
