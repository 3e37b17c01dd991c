using MongoDB.Bson;
using Visuel.Core.Accounts;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Core.Library;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>Reads generations, and writes new ones.</summary>
internal static class MongoGenerationRecords
{
    /// <summary>Claimed and not ended, and drawn for itself.</summary>
    public static BsonDocument Claimed(params ReadOnlySpan<(string Name, object? Value)> more) =>
        Bson.Of(("leader", null), ("state", Bson.In(GenerationRules.Claimed))).AddRange(Bson.Of(more));

    /// <summary>The generation as its requester sees it, or null.</summary>
    public static async Task<Generation?> FindAsync(MongoSession session, WorkspaceId workspace, GenerationId id) =>
        await FindPairAsync(session, workspace, id) is ({ } request, var leader)
            ? await PresentAsync(session, request, leader)
            : null;

    /// <summary>The generation and the one it joined; nothing when the workspace has none of this id.</summary>
    public static async Task<(StoredGeneration? Request, StoredGeneration? Leader)> FindPairAsync(
        MongoSession session, WorkspaceId workspace, GenerationId id) =>
        await session.FirstAsync("generations", Bson.Of(("_id", id.Value), ("workspace", workspace.Value))) is { } found
            ? await ReadPairAsync(session, found)
            : default;

    /// <summary>The drawing in flight that identical requests of the workspace may join.</summary>
    public static async Task<GenerationId?> FindSharedAsync(MongoSession session, WorkspaceId workspace, string key) =>
        await session.FirstAsync("generations", Bson.Of(("workspace", workspace.Value), ("shareKey", key))) is { } found
            ? new GenerationId(found.Id())
            : null;

    /// <summary>A leader with all that joined it.</summary>
    public static async Task<IReadOnlyList<StoredGeneration>> ListRequestsAsync(
        MongoSession session, GenerationId leader) =>
        [.. (await session.ListAsync("generations", OfLeader(leader))).Select(Read)];

    /// <summary>A leader and all that joined it.</summary>
    public static BsonDocument OfLeader(GenerationId leader) =>
        Bson.Or(Bson.Of(("_id", leader.Value)), Bson.Of(("leader", leader.Value)));

    public static async Task<GenerationWork?> FindWorkAsync(MongoSession session, GenerationId id) =>
        await session.FirstAsync("generations", Bson.Of(("_id", id.Value), ("leader", null))) is { } found
            ? new GenerationWork(
                new GenerationId(found.Id()), new WorkspaceId(found.Id("workspace")),
                found.Name<GenerationState>("state"), PlanJson.ReadPlan(found.TextOrNull("plan")),
                PlanJson.ReadJob(found.TextOrNull("job")),
                found.IdOrNull("image") is { } image ? new ImageId(image) : null)
            : null;

    public static async Task<KeyUse?> FindByKeyAsync(
        MongoSession session, WorkspaceId workspace, string key, DateTimeOffset now)
    {
        var use = await session.FirstAsync("requestKeys", Bson.Of(
            ("_id", $"{workspace} {key}"), ("createdAt", Bson.Is("$gt", now - RequestKey.Lifetime))));
        if (use is null)
        {
            return null;
        }

        var started = await FindAsync(session, workspace, new GenerationId(use.Id("generation")));
        return StartRules.UseOf(use.Text("bodyHash"), started);
    }

    /// <summary>What failed, and what is in flight for too long, newest first.</summary>
    public static async Task<IReadOnlyList<Generation>> ListTroubledAsync(
        MongoSession session, DateTimeOffset failedSince, DateTimeOffset inFlightSince, string? cursor, int limit)
    {
        var filter = Bson.Or(
            Bson.Of(("state", GenerationState.Failed), ("finishedAt", Bson.Is("$gte", failedSince))),
            Bson.Of(("state", Bson.In(GenerationRules.InFlight)), ("createdAt", Bson.Is("$lt", inFlightSince))))
            .AddRange(Bson.Of(("leader", null), ("_id", Bson.Is("$lt", cursor ?? "~"))));
        var generations = new List<Generation>();
        foreach (var found in await session.ListAsync("generations", filter, Bson.Of(("_id", -1)), limit))
        {
            var (request, leader) = await ReadPairAsync(session, found);
            generations.Add(await PresentAsync(session, request, leader));
        }

        return generations;
    }

    /// <summary>The document of a new generation.</summary>
    public static BsonDocument Write(StoredGeneration added, GenerationPlan? plan) => Bson.Of(
        ("_id", added.Id.Value), ("workspace", added.Workspace.Value), ("leader", added.Leader?.Value),
        ("state", added.State), ("version", added.Version), ("content", added.Content?.Value),
        ("shareKey", added.ShareKey), ("plan", plan is null ? null : PlanJson.Write(plan)), ("job", null),
        ("queuePosition", null), ("waitSeconds", null),
        ("image", added.Image?.Value), ("reason", null), ("retryAfter", null), ("createdAt", added.CreatedAt),
        ("startedAt", null), ("withdrawnAt", null), ("finishedAt", added.FinishedAt));

    private static async Task<(StoredGeneration Request, StoredGeneration? Leader)> ReadPairAsync(
        MongoSession session, BsonDocument found)
    {
        var leader = found.TextOrNull("leader");
        var drawn = leader is null ? null : await session.FirstAsync("generations", Bson.Of(("_id", leader)));
        return (Read(found), drawn is null ? null : Read(drawn));
    }

    private static async Task<Generation> PresentAsync(
        MongoSession session, StoredGeneration request, StoredGeneration? leader)
    {
        var isQueued = request.StateSeen(leader) is GenerationState.Queued;
        return request.Present(leader, isQueued ? await CountBeforeAsync(session, request.DrawnAs) : null);
    }

    private static async Task<int> CountBeforeAsync(MongoSession session, GenerationId id) =>
        (int)await session.CountAsync(
        "generations", Bson.Of(("state", GenerationState.Queued), ("leader", null), ("_id", Bson.Is("$lt", id.Value))),
        GenerationRules.LongestQueue);

    private static StoredGeneration Read(BsonDocument found)
    {
        TimeSpan? retryAfter = found.NumberOrNull("retryAfter") is { } milliseconds
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;
        return new(new GenerationId(found.Id()), new WorkspaceId(found.Id("workspace")), found.Instant("createdAt"))
        {
            Leader = found.IdOrNull("leader") is { } leader ? new GenerationId(leader) : null,
            State = found.Name<GenerationState>("state"),
            Version = found.Number("version"),
            Content = found.IdOrNull("content") is { } content ? new ContentItemId(content) : null,
            ShareKey = found.TextOrNull("shareKey"),
            QueuePosition = found.NumberOrNull("queuePosition"),
            WaitSeconds = found.NumberOrNull("waitSeconds"),
            Image = found.IdOrNull("image") is { } image ? new ImageId(image) : null,
            Failure = found.TextOrNull("reason") is { } reason ? new GenerationFailure(reason, retryAfter) : null,
            StartedAt = found.InstantOrNull("startedAt"),
            WithdrawnAt = found.InstantOrNull("withdrawnAt"),
            FinishedAt = found.InstantOrNull("finishedAt"),
        };
    }
}
