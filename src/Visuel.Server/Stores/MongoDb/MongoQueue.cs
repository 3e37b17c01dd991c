using MongoDB.Bson;
using Visuel.Core.Accounts;
using Visuel.Core.Generation;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>Reads what waits to be drawn.</summary>
internal static class MongoQueue
{
    /// <summary>The workspace whose turn it is, or null.</summary>
    public static async Task<WaitingWorkspace?> NextAsync(MongoSession session, int mostOfWorkspace)
    {
        var queued = await session.AggregateAsync(
            "generations",
            new BsonDocument("$match", Bson.Of(("state", GenerationState.Queued), ("leader", null))),
            new BsonDocument("$group", Bson.Of(("_id", "$workspace"), ("first", new BsonDocument("$min", "$_id")))));
        if (queued.Count == 0)
        {
            return null;
        }

        var drawn = await PerWorkspaceAsync(
            session, MongoGenerationRecords.Claimed(("workspace", Bson.In(queued.Select(row => row["_id"])))),
            new BsonDocument("$sum", 1));
        var waiting = queued.Select(row => new WaitingWorkspace(
            new WorkspaceId(row.Id()), new GenerationId(row.Id("first")),
            drawn.TryGetValue(row.Id(), out var count) ? count.ToInt32() : 0));
        var least = ClaimRules.DrawingLeast(waiting, mostOfWorkspace);
        if (least.Count < 2)
        {
            return least.Count == 0 ? null : least[0];
        }

        // Only among those that draw equally little does the last turn matter.
        var turns = await PerWorkspaceAsync(
            session,
            Bson.Of(("workspace", Bson.In(least.Select(row => row.Workspace.Value))),
                ("startedAt", Bson.Is("$ne", null))),
            new BsonDocument("$max", "$startedAt"));
        return ClaimRules.Next(
            least.Select(row => turns.TryGetValue(row.Workspace.Value, out var last)
                ? row with { LastTurn = DateTimeOffset.FromUnixTimeMilliseconds(last.ToInt64()) }
                : row),
            mostOfWorkspace);
    }

    /// <summary>Whether anything waits to be drawn for itself.</summary>
    public static Task<bool> IsAnybodyWaitingAsync(MongoSession session) =>
        session.HasAsync("generations", Bson.Of(("state", GenerationState.Queued), ("leader", null)));

    /// <summary>Whether a workspace may draw one more.</summary>
    public static async Task<bool> MayDrawAsync(MongoSession session, WorkspaceId workspace, int most)
    {
        var claimed = MongoGenerationRecords.Claimed(("workspace", workspace.Value));
        return ClaimRules.MayDraw((int)await session.CountAsync("generations", claimed), most);
    }

    private static async Task<Dictionary<Guid, BsonValue>> PerWorkspaceAsync(
        MongoSession session, BsonDocument filter, BsonDocument value) =>
        (await session.AggregateAsync(
            "generations", new BsonDocument("$match", filter),
            new BsonDocument("$group", Bson.Of(("_id", "$workspace"), ("value", value)))))
        .ToDictionary(row => row.Id(), row => row["value"]);
}
