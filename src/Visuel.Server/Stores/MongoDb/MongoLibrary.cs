using MongoDB.Bson;
using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Core.Library;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>Records of images in MongoDB.</summary>
public sealed class MongoLibrary(MongoStore store) : ILibrary
{
    public Task<KeepOutcome> KeepAsync(
        Image image, int? limit, bool evenIfLate, DateTimeOffset now, CancellationToken stop) =>
        store.WriteAsync(
            image.Workspace.Value,
            async session =>
            {
                var (requests, credit) = (
                    await MongoGenerationRecords.ListRequestsAsync(session, image.Generation),
                    await MongoQuota.FindAsync(session, image.Generation));
                var facts = new KeepFacts(
                    requests, credit, credit is null ? default : await MongoQuota.ReadAsync(session, credit.Count),
                    await session.HasAsync("workspaces", Bson.Of(("_id", image.Workspace.Value))),
                    await session.HasAsync("images", Bson.Or(
                        Bson.Of(("_id", image.Id.Value)), Bson.Of(("generation", image.Generation.Value)))));
                return await MongoChanges.DecideAsync(session, EndRules.Keep(image, facts, limit, evenIfLate, now));
            },
            stop);

    public Task<Image?> FindAsync(WorkspaceId workspace, ImageId id, CancellationToken stop) =>
        store.RunAsync(session => FindAsync(session, Of(workspace, id)), stop);

    public Task<Image?> FindCachedAsync(WorkspaceId workspace, string cacheKey, CancellationToken stop) =>
        store.RunAsync(session => FindAsync(
            session, Bson.Of(("workspace", workspace.Value), ("cacheKey", cacheKey)), Bson.Of(("_id", -1))), stop);

    public Task<Image?> FindByGenerationAsync(GenerationId generation, CancellationToken stop) =>
        store.RunAsync(session => FindAsync(session, Bson.Of(("generation", generation.Value))), stop);

    public Task<Page<Image>> ListAsync(WorkspaceId workspace, ImageQuery query, CancellationToken stop) =>
        store.RunAsync(
            async session =>
            {
                var conditions = new List<BsonDocument>
                {
                    Bson.Of(("workspace", workspace.Value), ("_id", Bson.Is("$lt", query.Cursor ?? "~"))),
                };
                conditions.AddRange(MongoSearch.Conditions(SearchedKind.Images, query.Text));
                if (query.Content is { } content)
                {
                    var links = await session.ListAsync("links", Bson.Of(("content", content.Value)));
                    conditions.Add(Bson.Of(("_id", Bson.In(links.Select(link => link["image"])))));
                }

                var found = await session.ListAsync(
                    "images", Bson.All(conditions), Bson.Of(("_id", -1)), query.Limit + 1);
                return Paging.Cut(await ReadAsync(session, found), query.Limit, image => image.Id.ToString());
            },
            stop);

    public Task<bool> LinkAsync(
        WorkspaceId workspace, ImageId id, ContentItemId content, DateTimeOffset now, CancellationToken stop) =>
        store.WriteAsync(workspace.Value, session => LinkAsync(session, workspace, id, content, now), stop);

    public Task<Image?> UpdateAsync(
        WorkspaceId workspace, ImageId id, bool? favourite, string? altText, CancellationToken stop) =>
        store.WriteAsync(
            workspace.Value,
            async session =>
            {
                (string, object?)[] changes =
                [
                    .. favourite is null ? [] : ((string, object?)[])[("favourite", favourite)],
                    .. altText is null ? [] : ((string, object?)[])[("altText", altText)],
                ];
                if (changes.Length > 0)
                {
                    await session.SetAsync("images", Of(workspace, id), changes);
                }

                return await FindAsync(session, Of(workspace, id));
            },
            stop);

    public Task<bool> DeleteAsync(WorkspaceId workspace, ImageId id, CancellationToken stop) =>
        store.WriteAsync(
            workspace.Value,
            async session =>
            {
                var isGone = await session.DeleteAsync("images", Of(workspace, id)) == 1;
                if (isGone)
                {
                    await MongoPublicCopies.WithdrawAsync(session, id);
                    await session.DeleteAsync("links", Bson.Of(("image", id.Value)));
                }

                return isGone;
            },
            stop);

    private static BsonDocument Of(WorkspaceId workspace, ImageId id) =>
        Bson.Of(("_id", id.Value), ("workspace", workspace.Value));

    /// <summary>Adds a record inside the transaction that keeps the image, and notes its public copy where its
    /// workspace publishes.</summary>
    internal static async Task<bool> AddAsync(MongoSession session, Image image)
    {
        await session.InsertAsync("images", Write(image));
        await MongoPublicCopies.NoteAsync(session, image);
        return true;
    }

    /// <summary>Puts an image on an item, if both are there and of the same workspace.</summary>
    internal static async Task<bool> LinkAsync(
        MongoSession session, WorkspaceId workspace, ImageId id, ContentItemId content, DateTimeOffset now)
    {
        if (!await session.HasAsync("contents", Bson.Of(("_id", content.Value), ("workspace", workspace.Value)))
            || !await session.HasAsync("images", Of(workspace, id)))
        {
            return false;
        }

        var link = new BsonDocument(
            "$setOnInsert", Bson.Of(("content", content.Value), ("image", id.Value), ("linkedAt", now)));
        await session.UpdateAsync("links", Bson.Of(("_id", $"{content} {id}")), link, adds: true);
        return true;
    }

    private static async Task<Image?> FindAsync(MongoSession session, BsonDocument filter, BsonDocument? sort = null) =>
        await ReadAsync(session, await session.ListAsync("images", filter, sort, 1)) is [var image, ..] ? image : null;

    private static async Task<IReadOnlyList<Image>> ReadAsync(MongoSession session, IReadOnlyList<BsonDocument> found)
    {
        if (found.Count == 0)
        {
            return [];
        }

        var ids = Bson.In(found.Select(image => image["_id"]));
        var contents = (await session.ListAsync("links", Bson.Of(("image", ids)))).ToLookup(
            link => link.Id("image"), link => new ContentItemId(link.Id("content")));
        var names = (await session.ListAsync("publicCopies", Bson.Of(("_id", ids), ("state", PublicCopyState.Served))))
            .ToDictionary(copy => copy.Id(), copy => copy.Text("name"));
        return [.. found.Select(
            image => Read(image, [.. contents[image.Id()]]) with { PublicName = names.GetValueOrDefault(image.Id()) })];
    }

    private static BsonDocument Write(Image image) => MongoSearch.Fold(SearchedKind.Images, Bson.Of(
        ("_id", image.Id.Value), ("workspace", image.Workspace.Value), ("generation", image.Generation.Value),
        ("title", image.Recipe.Title), ("brief", image.Recipe.Brief), ("prompt", image.Recipe.Prompt),
        ("negativePrompt", image.Recipe.NegativePrompt), ("style", image.Recipe.Style), ("model", image.Recipe.Model),
        ("engine", image.Recipe.Engine), ("provider", image.Recipe.Provider), ("seed", image.Recipe.Seed),
        ("illustration", PlanJson.Write(image.Recipe.Illustration)),
        ("width", image.File.Width), ("height", image.File.Height), ("bytes", image.File.Bytes),
        ("hash", image.File.Hash), ("cacheKey", image.CacheKey), ("altText", image.AltText),
        ("favourite", image.Favourite), ("createdAt", image.CreatedAt)));

    private static Image Read(BsonDocument found, IReadOnlyList<ContentItemId> contents) => new(
        new ImageId(found.Id()),
        new WorkspaceId(found.Id("workspace")),
        new GenerationId(found.Id("generation")),
        new ImageRecipe(
            found.TextOrNull("title"), found.TextOrNull("brief"), found.Text("prompt"),
            found.TextOrNull("negativePrompt"), found.TextOrNull("style"), found.Text("model"), found.Text("engine"),
            found.TextOrNull("provider"), found["seed"].ToInt64())
        {
            Illustration = PlanJson.ReadIllustration(found.TextOrNull("illustration")),
        },
        new ImageFile(found.Number("width"), found.Number("height"), found["bytes"].ToInt64(), found.Text("hash")),
        found.Text("cacheKey"),
        found.TextOrNull("altText"),
        found["favourite"].AsBoolean,
        contents,
        found.Instant("createdAt"));
}
