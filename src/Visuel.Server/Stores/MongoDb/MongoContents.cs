using MongoDB.Bson;
using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Core.Calendar;
using Visuel.Core.Library;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>Content items in MongoDB. Items without a date come last: they sort by the largest number.</summary>
public sealed class MongoContents(MongoStore store) : IContents
{
    public Task AddAsync(ContentItem item, CancellationToken stop) =>
        store.WriteAsync(
            item.Workspace.Value,
            async session =>
            {
                await session.InsertAsync("contents", Bson.Of(
                    ("_id", item.Id.Value), ("workspace", item.Workspace.Value), ("version", item.Version),
                    ("createdAt", item.CreatedAt), ("updatedAt", item.UpdatedAt)).AddRange(Write(item.Fields)));
                return true;
            },
            stop);

    public Task<ContentItem?> FindAsync(WorkspaceId workspace, ContentItemId id, CancellationToken stop) =>
        store.RunAsync(session => FindAsync(session, workspace, id), stop);

    public Task<UpdateOutcome> UpdateAsync(
        WorkspaceId workspace, ContentItemId id, ContentFields fields, int version, DateTimeOffset now,
        CancellationToken stop) =>
        store.WriteAsync<UpdateOutcome>(
            workspace.Value,
            async session =>
            {
                var isChanged = await session.UpdateAsync(
                    "contents", Bson.Of(("_id", id.Value), ("workspace", workspace.Value), ("version", version)),
                    new BsonDocument(
                        "$set", Bson.Of(("version", version + 1), ("updatedAt", now)).AddRange(Write(fields)))) == 1;
                return await FindAsync(session, workspace, id) switch
                {
                    null => new UpdateOutcome.Missing(),
                    var item when isChanged => new UpdateOutcome.Updated(item),
                    var item => new UpdateOutcome.Conflict(item),
                };
            },
            stop);

    public Task<bool> DeleteAsync(WorkspaceId workspace, ContentItemId id, CancellationToken stop) =>
        store.WriteAsync(
            workspace.Value,
            async session =>
            {
                var isGone = await session.DeleteAsync(
                    "contents", Bson.Of(("_id", id.Value), ("workspace", workspace.Value))) == 1;
                return isGone && await session.DeleteAsync("links", Bson.Of(("content", id.Value))) >= 0;
            },
            stop);

    public Task<Page<ContentItem>> ListAsync(WorkspaceId workspace, ContentQuery query, CancellationToken stop) =>
        store.RunAsync(
            async session =>
            {
                var found = await session.ListAsync(
                    "contents", Filter(workspace, query), Bson.Of(("sortAt", 1), ("_id", 1)), query.Limit + 1);
                return Paging.Cut(await ReadAsync(session, found), query.Limit, ContentCursor.Write);
            },
            stop);

    private static BsonDocument Filter(WorkspaceId workspace, ContentQuery query)
    {
        var (date, id) = ContentCursor.Read(query);
        var conditions = new List<BsonDocument>
        {
            Bson.Of(("workspace", workspace.Value)),
            Bson.Or(Bson.Of(("sortAt", Bson.Is("$gt", date))), Bson.Of(("sortAt", date), ("_id", Bson.Is("$gt", id)))),
        };
        void Narrow(object? value, Func<BsonDocument> condition)
        {
            if (value is not null)
            {
                conditions.Add(condition());
            }
        }

        Narrow(query.From, () => Bson.Of(("scheduledAt", Bson.Is("$gte", query.From))));
        Narrow(query.To, () => Bson.Of(("scheduledAt", Bson.Is("$lt", query.To))));
        Narrow(query.Type, () => Bson.Of(("type", query.Type)));
        Narrow(query.Status, () => Bson.Of(("status", query.Status)));
        Narrow(query.Channel, () => Bson.Of(("channel", query.Channel)));
        conditions.AddRange(MongoSearch.Conditions(SearchedKind.Contents, query.Text));
        return Bson.All(conditions);
    }

    private static async Task<ContentItem?> FindAsync(MongoSession session, WorkspaceId workspace, ContentItemId id)
    {
        var found = await session.ListAsync(
            "contents", Bson.Of(("_id", id.Value), ("workspace", workspace.Value)), null, 1);
        return await ReadAsync(session, found) is [var item, ..] ? item : null;
    }

    // The images of all items in one query, newest first.
    private static async Task<IReadOnlyList<ContentItem>> ReadAsync(
        MongoSession session, IReadOnlyList<BsonDocument> found)
    {
        var links = found.Count == 0
            ? []
            : await session.ListAsync(
                "links", Bson.Of(("content", Bson.In(found.Select(item => item["_id"])))),
                Bson.Of(("linkedAt", -1), ("image", -1)));
        var images = links.ToLookup(link => link.Id("content"), link => new ImageId(link.Id("image")));
        return [.. found.Select(item => Read(item, [.. images[item.Id()]]))];
    }

    private static BsonDocument Write(ContentFields fields) => MongoSearch.Fold(SearchedKind.Contents, Bson.Of(
        ("type", fields.Type), ("title", fields.Title),
        ("description", fields.Description), ("scheduledAt", fields.ScheduledAt),
        ("sortAt", ContentCursor.SortAt(fields.ScheduledAt)), ("timeZone", fields.TimeZone), ("allDay", fields.AllDay),
        ("channel", fields.Channel), ("status", fields.Status), ("cover", fields.Cover?.Value)));

    private static ContentItem Read(BsonDocument found, IReadOnlyList<ImageId> images) => new(
        new ContentItemId(found.Id()),
        new WorkspaceId(found.Id("workspace")),
        new ContentFields(
            found.Name<ContentType>("type"), found.Text("title"),
            found.TextOrNull("description"), found.InstantOrNull("scheduledAt"), found.Text("timeZone"),
            found["allDay"].AsBoolean, found.NameOrNull<Channel>("channel"), found.Name<ContentStatus>("status"),
            found.IdOrNull("cover") is { } cover ? new ImageId(cover) : null),
        images,
        found.Number("version"),
        found.Instant("createdAt"),
        found.Instant("updatedAt"));
}
