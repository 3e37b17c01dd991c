using Visuel.Core.Accounts;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>Signed-in sessions in MongoDB.</summary>
public sealed class MongoSessions(MongoStore store) : ISessions
{
    public Task StartAsync(Session session, CancellationToken stop) =>
        store.RunAsync(
            db => db.InsertAsync("sessions", Bson.Of(
                ("_id", session.Id.Value), ("account", session.Account.Value), ("startedAt", session.StartedAt), ("expiresAt", session.ExpiresAt))),
            stop);

    public Task<Session?> FindAsync(SessionId id, DateTimeOffset now, CancellationToken stop) =>
        store.RunAsync(
            async db => await db.FirstAsync("sessions", Bson.Of(("_id", id.Value), ("expiresAt", Bson.Is("$gt", now)))) is { } found
                ? new Session(new SessionId(found.Id()), new AccountId(found.Id("account")), found.Instant("startedAt"), found.Instant("expiresAt"))
                : null,
            stop);

    public Task ExtendAsync(SessionId id, DateTimeOffset expiresAt, CancellationToken stop) =>
        store.RunAsync(db => db.SetAsync("sessions", Bson.Of(("_id", id.Value)), ("expiresAt", expiresAt)), stop);

    public Task EndAsync(SessionId id, CancellationToken stop) => store.RunAsync(db => db.DeleteAsync("sessions", Bson.Of(("_id", id.Value))), stop);

    public Task EndOthersAsync(AccountId account, SessionId? but, CancellationToken stop) =>
        store.RunAsync(db => db.DeleteAsync("sessions", Bson.Of(("account", account.Value), ("_id", Bson.Is("$ne", but?.Value)))), stop);
}
