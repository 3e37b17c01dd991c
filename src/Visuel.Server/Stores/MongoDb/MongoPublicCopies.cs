using System.Security.Cryptography;
using MongoDB.Bson;
using Visuel.Core.Accounts;
using Visuel.Core.Library;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>Public copies in MongoDB.</summary>
public sealed class MongoPublicCopies(MongoStore store) : IPublicCopies
{
    private const string Copies = "publicCopies";

    public Task<bool> IsPublishingAsync(WorkspaceId workspace, CancellationToken stop) =>
        store.RunAsync(session => session.HasAsync("publications", Bson.Of(("_id", workspace.Value))), stop);

    public Task SetPublishingAsync(
        WorkspaceId workspace, bool isPublishing, DateTimeOffset now, CancellationToken stop) =>
        store.WriteAsync(
            workspace.Value,
            async session =>
            {
                if (isPublishing)
                {
                    var since = new BsonDocument("$setOnInsert", Bson.Of(("since", now)));
                    await session.UpdateAsync("publications", Bson.Of(("_id", workspace.Value)), since, adds: true);
                }
                else
                {
                    await session.DeleteAsync("publications", Bson.Of(("_id", workspace.Value)));
                    await session.UpdateAllAsync(Copies, Bson.Of(("workspace", workspace.Value)), Removal(now));
                }

                return true;
            },
            stop);

    public Task<IReadOnlyList<PublicCopy>> TakeAsync(
        DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken stop) =>
        store.RunAsync<IReadOnlyList<PublicCopy>>(
            async session =>
            {
                var taken = new List<PublicCopy>();
                foreach (var due in await session.ListAsync(
                    Copies, Bson.Of(("dueAt", Bson.Is("$lte", now))), Bson.Of(("dueAt", 1)), limit))
                {
                    // Of several nodes one is first.
                    if (await session.SetAsync(
                        Copies, Bson.Of(("_id", due["_id"]), ("dueAt", due["dueAt"]), ("state", due["state"])),
                        ("dueAt", until)))
                    {
                        taken.Add(new PublicCopy(
                            new ImageId(due.Id()), new WorkspaceId(due.Id("workspace")), due.Text("name"),
                            due.Name<PublicCopyState>("state"), due.Number("attempts")));
                    }
                }

                return taken;
            },
            stop);

    public Task<bool> ServeAsync(ImageId image, CancellationToken stop) =>
        store.RunAsync(
            session => session.SetAsync(
                Copies, Bson.Of(("_id", image.Value), ("state", Bson.Is("$ne", PublicCopyState.Removing))),
                ("state", PublicCopyState.Served), ("dueAt", null), ("attempts", 0)),
            stop);

    public Task DelayAsync(ImageId image, DateTimeOffset until, CancellationToken stop) =>
        store.RunAsync(
            session => session.UpdateAsync(
                Copies, Bson.Of(("_id", image.Value), ("dueAt", Bson.Is("$ne", null))), new BsonDocument
                {
                    ["$set"] = Bson.Of(("dueAt", until)),
                    ["$inc"] = Bson.Of(("attempts", 1)),
                }),
            stop);

    public Task ForgetAsync(ImageId image, CancellationToken stop) =>
        store.RunAsync(session => session.DeleteAsync(Copies, Bson.Of(("_id", image.Value))), stop);

    /// <summary>Notes that an image gets a copy, where its workspace publishes,
    /// inside the transaction that keeps it.</summary>
    internal static async Task NoteAsync(MongoSession session, Image image)
    {
        if (await session.HasAsync("publications", Bson.Of(("_id", image.Workspace.Value))))
        {
            await session.InsertAsync(Copies, Bson.Of(
                ("_id", image.Id.Value),
                ("workspace", image.Workspace.Value), ("name", RandomNumberGenerator.GetHexString(32, lowercase: true)),
                ("state", PublicCopyState.Due), ("dueAt", image.CreatedAt), ("attempts", 0)));
        }
    }

    /// <summary>Notes that the copy of an image is to be removed, inside the transaction that
    /// removes the image.</summary>
    internal static Task WithdrawAsync(MongoSession session, ImageId image) =>
        session.UpdateAsync(Copies, Bson.Of(("_id", image.Value)), Removal(DateTimeOffset.UnixEpoch));

    private static BsonDocument Removal(DateTimeOffset dueAt) =>
        new("$set", Bson.Of(("state", PublicCopyState.Removing), ("dueAt", dueAt), ("attempts", 0)));
}
