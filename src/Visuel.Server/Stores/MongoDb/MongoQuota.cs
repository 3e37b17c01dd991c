using MongoDB.Bson;
using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Quota;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>The credits in MongoDB: one document each, and one of counts for each workspace and period, moved together in one transaction.</summary>
public sealed class MongoQuota(MongoStore store) : IQuotaLedger
{
    public Task<bool> RenewAsync(GenerationId generation, DateTimeOffset leaseUntil, CancellationToken stop) =>
        store.RunAsync(
            session => session.SetAsync("credits", Bson.Of(("_id", generation.Value), ("state", CreditState.Held)), ("leaseUntil", leaseUntil)), stop);

    public Task<bool> ReleaseAsync(GenerationId generation, string reason, DateTimeOffset now, CancellationToken stop) =>
        WriteAsync(generation, false, session => ReleaseAsync(session, generation, reason, now), stop);

    public Task<CreditState?> CommitAsync(GenerationId generation, int? limit, DateTimeOffset now, CancellationToken stop) =>
        WriteAsync(
            generation,
            null,
            async session =>
            {
                var image = await session.FirstAsync("images", Bson.Of(("generation", generation.Value)));
                if (image is not null)
                {
                    await MongoGenerations.EndAsync(session, generation, GenerationState.Succeeded, null, now, new ImageId(image.Id()));
                }

                return await CommitAsync(session, generation, limit, image?.TextOrNull("provider") ?? image?.Text("engine"), now);
            },
            stop);

    public Task<Usage> ReadAsync(WorkspaceId workspace, Period period, CancellationToken stop) =>
        store.RunAsync(session => ReadAsync(session, workspace.Value, period.ToString()), stop);

    public Task<Usage> ReadAsync(Allowance allowance, Period period, CancellationToken stop) =>
        store.RunAsync(session => ReadAsync(session, allowance.Key, (allowance.Period ?? period).ToString()), stop);

    public Task<Page<CreditEntry>> ListAsync(WorkspaceId workspace, Period? period, string? cursor, int limit, CancellationToken stop) =>
        store.RunAsync(
            async session =>
            {
                var filter = Bson.Of(("workspace", workspace.Value), ("_id", Bson.Is("$lt", cursor ?? "~")));
                if (period is { } month)
                {
                    filter["period"] = month.ToString();
                }

                var credits = (await session.ListAsync("credits", filter, Bson.Of(("_id", -1)), limit + 1)).Select(Read).ToList();
                var images = (await session.ListAsync("images", Bson.Of(("generation", Bson.In(credits.Select(credit => credit.Generation.Value))))))
                    .ToDictionary(image => image.Id("generation"), image => new ImageId(image.Id()));
                return Paging.Cut(
                    [.. credits.Select(credit => new CreditEntry(credit, images.TryGetValue(credit.Generation.Value, out var image) ? image : null))],
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
                    new BsonDocument("$match", Bson.Of(("period", Bson.Is("$gte", period.ToString()).AddRange(Bson.Is("$lt", $"{period}~"))), ("supplier", Bson.Is("$gt", "")))),
                    new BsonDocument("$group", Bson.Of(("_id", Bson.Of(("plan", "$plan"), ("supplier", "$supplier"))), ("images", new BsonDocument("$sum", 1)))));
                return [.. groups.Select(group => (Of: group["_id"].AsBsonDocument, Images: group.Number("images")))
                    .Select(count => new DrawnCount(count.Of.TextOrNull("plan"), count.Of.Text("supplier"), count.Images))];
            },
            stop);

    public Task<Credit?> FindAsync(GenerationId generation, CancellationToken stop) => store.RunAsync(session => FindAsync(session, generation), stop);

    public Task<IReadOnlyList<Credit>> ListExpiredAsync(DateTimeOffset now, int limit, CancellationToken stop) =>
        ListAsync(
            Bson.Or(Bson.Of(("leaseUntil", Bson.Is("$lt", now))), Bson.Of(("leaseUntil", Bson.Is("$gt", now + CreditRules.LongestLease))))
                .AddRange(Bson.Of(("state", CreditState.Held))),
            limit, stop);

    public Task<IReadOnlyList<Credit>> ListHeldByAsync(string node, CancellationToken stop) =>
        ListAsync(Bson.Of(("state", CreditState.Held), ("node", node)), null, stop);

    /// <summary>Holds a credit in all its counts or in none, inside a transaction that also starts the generation.</summary>
    internal static async Task<(bool IsHeld, Usage Usage)> TryHoldAsync(MongoSession session, CreditHold hold, int? limit)
    {
        var period = hold.Period.ToString();
        (string Name, int? Limit)[] counts =
            [.. hold.Within.Select(allowance => (NameOf(allowance.ToString(), period), (int?)allowance.Limit)), ($"{hold.Workspace} {period}", limit)];
        foreach (var (place, count) in counts.Index())
        {
            if (!await TryHoldAsync(session, count.Name, count.Limit))
            {
                foreach (var taken in counts.Take(place))
                {
                    await session.UpdateAsync("periods", Bson.Of(("_id", taken.Name)), new BsonDocument("$inc", Bson.Of(("held", -1))));
                }

                return (false, await ReadAsync(session, count.Name));
            }
        }

        await session.InsertAsync("credits", Bson.Of(
            ("_id", hold.Generation.Value), ("workspace", hold.Workspace.Value), ("period", period), ("state", CreditState.Held), ("node", ""),
            ("leaseUntil", hold.LeaseUntil), ("reason", null), ("heldAt", hold.Now), ("settledAt", null),
            ("allowances", new BsonArray(hold.Within.Select(allowance => allowance.ToString()))), ("plan", hold.Plan)));
        return (true, await ReadAsync(session, hold.Workspace.Value, period));
    }

    /// <summary>Gives a held credit back inside a transaction that also ends the generation.</summary>
    internal static async Task<bool> ReleaseAsync(MongoSession session, GenerationId generation, string reason, DateTimeOffset now) =>
        await FindHeldAsync(session, generation) is { } held
        && await SettleAsync(session, held, CreditRules.Release(CreditState.Held, await ReadAsync(session, held)), reason, now);

    /// <summary>Spends a held credit though there is no image, inside a transaction that also ends the generation.</summary>
    internal static async Task<bool> ChargeAsync(MongoSession session, GenerationId generation, string reason, DateTimeOffset now) =>
        await FindHeldAsync(session, generation) is { } held
        && await SettleAsync(session, held, CreditRules.Commit(CreditState.Held, await ReadAsync(session, held), limit: null), reason, now);

    /// <summary>Commits inside a transaction that also keeps the image, and notes who was paid for it.</summary>
    internal static async Task<CreditState?> CommitAsync(MongoSession session, GenerationId generation, int? limit, string? supplier, DateTimeOffset now)
    {
        if (await session.FirstAsync("credits", Bson.Of(("_id", generation.Value))) is not { } credit)
        {
            return null;
        }

        var state = credit.Name<CreditState>("state");
        var step = CreditRules.Commit(state, await ReadAsync(session, credit), limit);
        if (step.State != state)
        {
            await SettleAsync(session, credit, step, step.State is CreditState.FreeOfCharge ? "kept_after_release" : "image_kept", now, supplier);
        }

        return step.State;
    }

    private static async Task<bool> SettleAsync(MongoSession session, BsonDocument credit, CreditStep step, string reason, DateTimeOffset now, string? supplier = null)
    {
        var (before, period) = (await ReadAsync(session, credit), credit.Text("period"));
        await session.SetAsync("credits", Bson.Of(("_id", credit["_id"])), ("state", step.State), ("reason", reason), ("settledAt", now), ("supplier", supplier));
        var moved = new BsonDocument("$inc", Bson.Of(("used", step.Usage.Used - before.Used), ("held", step.Usage.Held - before.Held)));
        foreach (var count in credit["allowances"].AsBsonArray.Append(credit["workspace"]))
        {
            await session.UpdateAsync("periods", Bson.Of(("_id", NameOf(count.AsString, period))), moved);
        }

        await MongoPeriodArchive.NoteAsync(session, period, credit.Text("workspace"));
        return true;
    }

    // An allowance may be counted for a period of its own, which it then names.
    private static string NameOf(string count, string period) => count.Contains(' ', StringComparison.Ordinal) ? count : $"{count} {period}";

    private static async Task<bool> TryHoldAsync(MongoSession session, string name, int? limit)
    {
        await session.UpdateAsync("periods", Bson.Of(("_id", name)), new BsonDocument("$setOnInsert", Bson.Of(("used", 0), ("held", 0))), adds: true);
        var filter = Bson.Of(("_id", name));
        if (limit is { } most)
        {
            filter["$expr"] = new BsonDocument("$lt", new BsonArray { new BsonDocument("$add", new BsonArray { "$used", "$held" }), most });
        }

        return await session.UpdateAsync("periods", filter, new BsonDocument("$inc", Bson.Of(("held", 1)))) == 1;
    }

    private static Task<Usage> ReadAsync(MongoSession session, BsonDocument credit) => ReadAsync(session, credit.Id("workspace"), credit.Text("period"));

    private static Task<Usage> ReadAsync(MongoSession session, Guid count, string period) => ReadAsync(session, $"{count} {period}");

    private static async Task<Usage> ReadAsync(MongoSession session, string name) =>
        await session.FirstAsync("periods", Bson.Of(("_id", name))) is { } found ? new Usage(found.Number("used"), found.Number("held")) : default;

    private static async Task<Credit?> FindAsync(MongoSession session, GenerationId generation) =>
        await session.FirstAsync("credits", Bson.Of(("_id", generation.Value))) is { } found ? Read(found) : null;

    private static Task<BsonDocument?> FindHeldAsync(MongoSession session, GenerationId generation) =>
        session.FirstAsync("credits", Bson.Of(("_id", generation.Value), ("state", CreditState.Held)));

    private static Credit Read(BsonDocument found) => new(
        new GenerationId(found.Id()), new WorkspaceId(found.Id("workspace")), Period.Parse(found.Text("period")), found.Name<CreditState>("state"),
        found.Instant("leaseUntil"), found.TextOrNull("reason"), found.Instant("heldAt"), found.InstantOrNull("settledAt"));

    private Task<IReadOnlyList<Credit>> ListAsync(BsonDocument filter, int? limit, CancellationToken stop) =>
        store.RunAsync<IReadOnlyList<Credit>>(async session => [.. (await session.ListAsync("credits", filter, null, limit)).Select(Read)], stop);

    // A credit never changes its workspace, whose writes come one after the other.
    private async Task<T> WriteAsync<T>(GenerationId generation, T missing, Func<MongoSession, Task<T>> write, CancellationToken stop) =>
        await FindAsync(generation, stop) is { } credit ? await store.WriteAsync(credit.Workspace.Value, write, stop) : missing;
}
