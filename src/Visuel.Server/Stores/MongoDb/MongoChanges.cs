using MongoDB.Bson;
using Visuel.Core.Generation;
using Visuel.Core.Quota;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>Writes what the rules decided, inside a transaction.</summary>
internal static class MongoChanges
{
    /// <summary>Makes the changes in their order. False, and nothing is written, where the condition of the first does
    /// not hold.</summary>
    public static async Task<bool> ApplyAsync(MongoSession session, IReadOnlyList<Change> changes)
    {
        foreach (var change in changes)
        {
            if (!await ApplyAsync(session, change) && change.If is not null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Makes the changes of a decision, and says what came of it.</summary>
    public static async Task<T> DecideAsync<T>(MongoSession session, Decision<T> decision)
    {
        await ApplyAsync(session, decision.Changes);
        return decision.Outcome;
    }

    private static Task<bool> ApplyAsync(MongoSession session, Change change) => change switch
    {
        Change.AddGeneration added =>
            AddAsync(session, "generations", MongoGenerationRecords.Write(added.Generation, added.Plan)),
        Change.TakeKey taken => PutAsync(session, taken),
        Change.Advance to => UpdateGenerationAsync(session, to.Generation, to.If, Grow(
        [
            ("state", to.State), ("queuePosition", to.QueuePosition), ("waitSeconds", to.WaitSeconds),
            .. If("image", to.Image?.Value), .. If("startedAt", to.StartedAt),
        ])),
        Change.RememberJob to =>
            UpdateGenerationAsync(session, to.Generation, to.If, Set(("job", PlanJson.Write(to.Job)))),
        Change.Withdraw by => UpdateGenerationAsync(
            session, by.Generation, by.If, Grow(("withdrawnAt", by.At), ("finishedAt", by.IsLeader ? null : by.At))),
        Change.End by => EndAsync(session, by),
        Change.AddCredit added => AddAsync(session, "credits", MongoQuota.Write(added.Credit)),
        Change.LeaseCredit to =>
            UpdateCreditAsync(session, to.Generation, to.If, Set([.. If("node", to.Node), ("leaseUntil", to.Until)])),
        Change.SettleCredit to => SettleAsync(session, to),
        Change.AddToCount to => AddAsync(session, to),
        Change.AddImage added => MongoLibrary.AddAsync(session, added.Image),
        Change.LinkImage on => MongoLibrary.LinkAsync(session, on.Image.Workspace, on.Image.Id, on.Content, on.At),
        _ => throw new NotSupportedException($"{change}"),
    };

    private static async Task<bool> AddAsync(MongoSession session, string collection, BsonDocument document)
    {
        await session.InsertAsync(collection, document);
        return true;
    }

    private static async Task<bool> PutAsync(MongoSession session, Change.TakeKey taken)
    {
        await session.PutAsync("requestKeys", Bson.Of(
            ("_id", $"{taken.Workspace} {taken.Key.Key}"), ("workspace", taken.Workspace.Value),
            ("bodyHash", taken.Key.BodyHash), ("generation", taken.Generation.Value), ("createdAt", taken.At)));
        return true;
    }

    private static async Task<bool> EndAsync(MongoSession session, Change.End by)
    {
        await session.UpdateAllAsync(
            "generations",
            Bson.Or(Bson.Of(("_id", by.Leader.Value)), Bson.Of(("leader", by.Leader.Value), ("withdrawnAt", null))),
            Grow(
                ("state", by.State), ("reason", by.Failure?.Reason),
                ("retryAfter", (long?)by.Failure?.RetryAfter?.TotalMilliseconds),
                ("image", by.Image?.Value), ("finishedAt", by.At), ("plan", null), ("job", null), ("shareKey", null),
                ("queuePosition", null), ("waitSeconds", null)));
        return true;
    }

    private static async Task<bool> SettleAsync(MongoSession session, Change.SettleCredit to)
    {
        await session.SetAsync(
            "credits", Bson.Of(("_id", to.Credit.Generation.Value)),
            ("state", to.State), ("reason", to.Reason), ("settledAt", to.At), ("supplier", to.Supplier));
        await MongoPeriodArchive.NoteAsync(session, to.Credit.Period.ToString(), to.Credit.Workspace.ToString());
        return true;
    }

    private static async Task<bool> AddAsync(MongoSession session, Change.AddToCount to)
    {
        var (filter, added) = (Bson.Of(("_id", to.Count.ToString())), Bson.Of(("used", to.Used), ("held", to.Held)));
        if (to.Most is not { } most)
        {
            await session.UpdateAsync("periods", filter, new BsonDocument("$inc", added), adds: true);
            return true;
        }

        var total = new BsonDocument("$add", new BsonArray { "$used", "$held", to.Used + to.Held });
        filter["$expr"] = new BsonDocument("$lte", new BsonArray { total, most });
        if (await session.UpdateAsync("periods", filter, new BsonDocument("$inc", added)) == 0)
        {
            // The first of its count. If another node filled the count meanwhile, this is a duplicate and the whole
            // write begins again.
            await session.InsertAsync("periods", added.AddRange(Bson.Of(("_id", to.Count.ToString()))));
        }

        return true;
    }

    // Of two documents one can only be looked at: writes of a workspace come one after the other, so what was seen
    // still holds.
    private static async Task<bool> UpdateGenerationAsync(
        MongoSession session, GenerationId id, Condition? condition, BsonDocument update) =>
        (condition?.Holder is not { } holder || await session.HasAsync("credits", IfHeld(id, holder)))
        && await session.UpdateAsync("generations", IfIn(id, condition?.States), update) == 1;

    private static async Task<bool> UpdateCreditAsync(
        MongoSession session, GenerationId id, Condition? condition, BsonDocument update) =>
        (condition?.States is not { } states || await session.HasAsync("generations", IfIn(id, states)))
        && await session.UpdateAsync("credits", IfHeld(id, condition?.Holder), update) == 1;

    private static BsonDocument IfIn(GenerationId id, IEnumerable<GenerationState>? states) =>
        states is null ? Bson.Of(("_id", id.Value)) : Bson.Of(("_id", id.Value), ("state", Bson.In(states)));

    private static BsonDocument IfHeld(GenerationId id, CreditHolder? holder) => holder switch
    {
        null => Bson.Of(("_id", id.Value)),
        { Node: null } => Bson.Of(("_id", id.Value), ("state", CreditState.Held)),
        { OrExpiredAt: null } => Bson.Of(("_id", id.Value), ("state", CreditState.Held), ("node", holder.Node)),
        { OrExpiredAt: { } now } =>
            MongoQuota.IfExpired(now, Bson.Of(("node", holder.Node))).AddRange(IfHeld(id, new CreditHolder())),
    };

    private static (string Name, object? Value)[] If(string name, object? value) =>
        value is null ? [] : [(name, value)];

    private static BsonDocument Set(params (string Name, object? Value)[] fields) => new("$set", Bson.Of(fields));

    private static BsonDocument Grow(params (string Name, object? Value)[] fields) =>
        Set(fields).AddRange(new BsonDocument("$inc", Bson.Of(("version", 1))));
}
