using MongoDB.Bson;
using Visuel.Core.Generation;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>What waits to be drawn, fair between workspaces.</summary>
internal static class MongoQueue
{
    /// <summary>Of the workspaces that draw less than they may: the one that draws least, then the one whose last turn is longest ago. Null when nothing waits.</summary>
    public static async Task<QueueHead?> NextAsync(MongoSession session, int mostOfWorkspace)
    {
        var queued = await session.AggregateAsync(
            "generations",
            new BsonDocument("$match", Bson.Of(("state", GenerationState.Queued), ("leader", null))),
            new BsonDocument("$group", Bson.Of(("_id", "$workspace"), ("first", new BsonDocument("$min", "$_id")))));
        if (queued.Count == 0)
        {
            return null;
        }

        var waiting = Bson.In(queued.Select(row => row["_id"]));
        var drawn = await PerWorkspaceAsync(session, MongoGenerationRecords.Drawn(("workspace", waiting)), new BsonDocument("$sum", 1));
        int Drawn(BsonDocument row) => drawn.TryGetValue(row.Text("_id"), out var count) ? count.ToInt32() : 0;
        var least = queued.Where(row => Drawn(row) < mostOfWorkspace).GroupBy(Drawn).MinBy(group => group.Key)?.ToList();
        if (least is null or { Count: 1 })
        {
            return least is null ? null : Head(least[0]);
        }

        var turns = await PerWorkspaceAsync(
            session, Bson.Of(("workspace", Bson.In(least.Select(row => row["_id"]))), ("startedAt", Bson.Is("$ne", null))), new BsonDocument("$max", "$startedAt"));
        return Head(least.OrderBy(row => turns.TryGetValue(row.Text("_id"), out var last) ? last.ToInt64() : 0).ThenBy(row => row.Text("first"), StringComparer.Ordinal).First());
    }

    /// <summary>Whether anything waits to be drawn for itself.</summary>
    public static Task<bool> IsAnybodyWaitingAsync(MongoSession session) => session.HasAsync("generations", Bson.Of(("state", GenerationState.Queued), ("leader", null)));

    private static QueueHead Head(BsonDocument row) => new(row.Id(), new GenerationId(row.Id("first")));

    private static async Task<Dictionary<string, BsonValue>> PerWorkspaceAsync(MongoSession session, BsonDocument filter, BsonDocument value) =>
        (await session.AggregateAsync(
            "generations", new BsonDocument("$match", filter), new BsonDocument("$group", Bson.Of(("_id", "$workspace"), ("value", value)))))
        .ToDictionary(row => row.Text("_id"), row => row["value"], StringComparer.Ordinal);
}

/// <summary>The oldest that waits of a workspace.</summary>
internal sealed record QueueHead(Guid Workspace, GenerationId Generation);
