using MongoDB.Bson;
using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Core.Library;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>Reads generations. One that joined another is as its leader is, until either of them ends.</summary>
internal static class MongoGenerationRecords
{
    // A position in the queue is counted no further.
    private const int LongestQueue = 1000;

    private static readonly GenerationState[] DrawnStates = [GenerationState.Drawing, GenerationState.WaitingForModel, GenerationState.Saving];

    /// <summary>In flight, and drawn for itself.</summary>
    public static BsonDocument Drawn(params ReadOnlySpan<(string Name, object? Value)> more) =>
        Bson.Of(("leader", null), ("state", Bson.In(DrawnStates))).AddRange(Bson.Of(more));

    public static async Task<Generation?> FindAsync(MongoSession session, WorkspaceId workspace, GenerationId id) =>
        await session.FirstAsync("generations", Bson.Of(("_id", id.Value), ("workspace", workspace.Value))) is { } found ? await ReadAsync(session, found) : null;

    public static async Task<GenerationWork?> FindWorkAsync(MongoSession session, GenerationId id) =>
        await session.FirstAsync("generations", Bson.Of(("_id", id.Value), ("leader", null))) is { } found
            ? new GenerationWork(
                new GenerationId(found.Id()), new WorkspaceId(found.Id("workspace")), found.Name<GenerationState>("state"), PlanJson.ReadPlan(found.TextOrNull("plan")),
                PlanJson.ReadJob(found.TextOrNull("job")), found.IdOrNull("image") is { } image ? new ImageId(image) : null)
            : null;

    public static async Task<KeyUse?> FindByKeyAsync(MongoSession session, WorkspaceId workspace, string key, DateTimeOffset now)
    {
        var use = await session.FirstAsync("requestKeys", Bson.Of(("_id", $"{workspace} {key}"), ("createdAt", Bson.Is("$gt", now - RequestKey.Life))));
        return use is not null
            && await FindAsync(session, workspace, new GenerationId(use.Id("generation"))) is { State: not (GenerationState.Failed or GenerationState.Cancelled) } generation
            ? new KeyUse(generation, use.Text("bodyHash"))
            : null;
    }

    /// <summary>What failed, and what is in flight for too long, newest first.</summary>
    public static async Task<IReadOnlyList<Generation>> ListTroubledAsync(
        MongoSession session, DateTimeOffset failedSince, DateTimeOffset inFlightSince, string? cursor, int limit)
    {
        var filter = Bson.Or(
            Bson.Of(("state", GenerationState.Failed), ("finishedAt", Bson.Is("$gte", failedSince))),
            Bson.Of(("state", Bson.In([.. DrawnStates, GenerationState.Queued])), ("createdAt", Bson.Is("$lt", inFlightSince))))
            .AddRange(Bson.Of(("leader", null), ("_id", Bson.Is("$lt", cursor ?? "~"))));
        var generations = new List<Generation>();
        foreach (var found in await session.ListAsync("generations", filter, Bson.Of(("_id", -1)), limit))
        {
            generations.Add(await ReadAsync(session, found));
        }

        return generations;
    }

    private static async Task<Generation> ReadAsync(MongoSession session, BsonDocument found)
    {
        var leader = found.IdOrNull("leader") is { } drawn ? await session.FirstAsync("generations", Bson.Of(("_id", drawn))) : null;
        var withdrawn = found.InstantOrNull("withdrawnAt");
        var state = withdrawn is not null
            ? GenerationState.Cancelled
            : (leader is null || found.InstantOrNull("finishedAt") is not null ? found : leader).Name<GenerationState>("state");
        var isQueued = (leader ?? found).Name<GenerationState>("state") is GenerationState.Queued;
        return new(
            new GenerationId(found.Id()), new WorkspaceId(found.Id("workspace")), new GenerationId(found.IdOrNull("leader") ?? found.Id()), state,
            found.Number("version") + (leader?.Number("version") ?? 0), found.Instant("createdAt"))
        {
            QueuePosition = isQueued ? await CountBeforeAsync(session, (leader ?? found)["_id"]) : leader?.NumberOrNull("queuePosition") ?? found.NumberOrNull("queuePosition"),
            WaitSeconds = leader?.NumberOrNull("waitSeconds") ?? found.NumberOrNull("waitSeconds"),
            Image = state is GenerationState.Succeeded && found.IdOrNull("image") is { } image ? new ImageId(image) : null,
            Failure = found.TextOrNull("reason") is { } reason
                ? new GenerationFailure(reason, found.NumberOrNull("retryAfter") is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null)
                : null,
            FinishedAt = withdrawn ?? found.InstantOrNull("finishedAt"),
            FromCache = state is GenerationState.Succeeded && found.IdOrNull("leader") is null && found.InstantOrNull("startedAt") is null,
        };
    }

    private static async Task<int> CountBeforeAsync(MongoSession session, BsonValue id) => (int)await session.CountAsync(
        "generations", Bson.Of(("state", GenerationState.Queued), ("leader", null), ("_id", Bson.Is("$lt", id))), LongestQueue);
}
