using MongoDB.Bson;
using Visuel.Core;
using Visuel.Core.Accounts;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>Signed-in sessions in MongoDB. The collection has not the name it had while sessions were named by signed
/// tokens, so that a node of an older program, while one still runs, never meets them.</summary>
public sealed class MongoSessions(MongoStore store) : ISessions
{
    private const string SignIns = "signIns";

    public Task StartAsync(Session session, SecretHash hash, CancellationToken stop) =>
        store.RunAsync(
            async db =>
            {
                await db.DeleteAsync(SignIns, Bson.Of(("expiresAt", Bson.Is("$lte", session.StartedAt))));
                await db.InsertAsync(SignIns, Write(session, hash));
            },
            stop);

    public Task<Session?> FindAsync(SecretHash hash, DateTimeOffset now, CancellationToken stop)
    {
        var living = Bson.Of(("hash", hash.Value), ("expiresAt", Bson.Is("$gt", now)));
        return store.RunAsync(async db => await db.FirstAsync(SignIns, living) is { } found ? Read(found) : null, stop);
    }

    public Task<Page<Session>> ListAsync(
        AccountId account, DateTimeOffset now, string? cursor, int limit, CancellationToken stop)
    {
        var living = Bson.Of(
            ("account", account.Value), ("_id", Bson.Is("$lt", cursor ?? "~")), ("expiresAt", Bson.Is("$gt", now)));
        return store.RunAsync(
            async db => Paging.Cut(
                [.. (await db.ListAsync(SignIns, living, Bson.Of(("_id", -1)), limit + 1)).Select(Read)],
                limit,
                session => session.Id.ToString()),
            stop);
    }

    public Task NoteUseAsync(SessionId id, DateTimeOffset now, CancellationToken stop)
    {
        var usedBefore = Bson.Of(("_id", id.Value), ("lastUsedAt", Bson.Is("$lte", now - LastUse.Resolution)));
        return store.RunAsync(db => db.SetAsync(SignIns, usedBefore, ("lastUsedAt", now)), stop);
    }

    public Task ExtendAsync(SessionId id, DateTimeOffset expiresAt, CancellationToken stop)
    {
        var later = new BsonDocument("$max", Bson.Of(("expiresAt", expiresAt)));
        return store.RunAsync(db => db.UpdateAsync(SignIns, Bson.Of(("_id", id.Value)), later), stop);
    }

    public Task EndAsync(SecretHash hash, CancellationToken stop) =>
        store.RunAsync(db => db.DeleteAsync(SignIns, Bson.Of(("hash", hash.Value))), stop);

    public Task<bool> EndAsync(AccountId account, SessionId id, CancellationToken stop)
    {
        var session = Bson.Of(("_id", id.Value), ("account", account.Value));
        return store.RunAsync(async db => await db.DeleteAsync(SignIns, session) == 1, stop);
    }

    public Task EndOthersAsync(AccountId account, SessionId? but, CancellationToken stop)
    {
        var others = Bson.Of(("account", account.Value), ("_id", Bson.Is("$ne", but?.Value)));
        return store.RunAsync(db => db.DeleteAsync(SignIns, others), stop);
    }

    private static BsonDocument Write(Session session, SecretHash hash) => Bson.Of(
        ("_id", session.Id.Value),
        ("account", session.Account.Value),
        ("hash", hash.Value),
        ("browser", session.Origin.Device.Browser),
        ("system", session.Origin.Device.System),
        ("network", session.Origin.Network),
        ("startedAt", session.StartedAt),
        ("lastUsedAt", session.LastUsedAt),
        ("expiresAt", session.ExpiresAt));

    private static Session Read(BsonDocument found)
    {
        var device = new Device(found.TextOrNull("browser"), found.TextOrNull("system"));
        return new Session(
            new SessionId(found.Id()), new AccountId(found.Id("account")),
            new SignInOrigin(device, found.TextOrNull("network")),
            found.Instant("startedAt"), found.Instant("lastUsedAt"), found.Instant("expiresAt"));
    }
}
