using MongoDB.Bson;
using Visuel.Core;
using Visuel.Core.Accounts;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>API keys in MongoDB.</summary>
public sealed class MongoApiKeys(MongoStore store) : IApiKeys
{
    public Task<bool> AddAsync(ApiKey key, SecretHash hash, int most, CancellationToken stop) =>
        store.WriteAsync(
            key.Workspace.Value,
            async session =>
            {
                var live = Live(key.CreatedAt).AddRange(Bson.Of(("workspace", key.Workspace.Value)));
                if (await session.CountAsync("apiKeys", live, most) >= most)
                {
                    return false;
                }

                await session.InsertAsync("apiKeys", Bson.Of(
                    ("_id", key.Id.Value), ("workspace", key.Workspace.Value), ("account", key.Account.Value),
                    ("name", key.Name), ("prefix", key.Prefix), ("hash", hash.Value), ("createdAt", key.CreatedAt),
                    ("expiresAt", key.ExpiresAt), ("lastUsedAt", null), ("revokedAt", null)));
                return true;
            },
            stop);

    public Task<ApiKey?> FindAsync(SecretHash hash, DateTimeOffset now, CancellationToken stop) =>
        store.RunAsync(
            async session => await session.FirstAsync(
                "apiKeys", Live(now).AddRange(Bson.Of(("hash", hash.Value)))) is { } found ? Read(found) : null, stop);

    public Task<Page<ApiKey>> ListAsync(WorkspaceId workspace, string? cursor, int limit, CancellationToken stop) =>
        store.RunAsync(
            async session => Paging.Cut(
                [.. (await session.ListAsync(
                    "apiKeys", Bson.Of(
                        ("workspace", workspace.Value), ("_id", Bson.Is("$lt", cursor ?? "~")), ("revokedAt", null)),
                    Bson.Of(("_id", -1)), limit + 1))
                    .Select(Read)],
                limit,
                key => key.Id.ToString()),
            stop);

    public Task NoteUseAsync(ApiKeyId id, DateTimeOffset now, CancellationToken stop) =>
        store.RunAsync(
            session => session.SetAsync(
                "apiKeys",
                Bson.Or(
                    Bson.Of(("lastUsedAt", null)), Bson.Of(("lastUsedAt", Bson.Is("$lte", now - LastUse.Resolution))))
                    .AddRange(Bson.Of(("_id", id.Value))),
                ("lastUsedAt", now)),
            stop);

    public Task<bool> RevokeAsync(WorkspaceId workspace, ApiKeyId id, DateTimeOffset now, CancellationToken stop) =>
        store.RunAsync(
            async session =>
            {
                var key = Bson.Of(("_id", id.Value), ("workspace", workspace.Value));
                return await session.SetAsync(
                    "apiKeys", Bson.Of(("_id", id.Value), ("workspace", workspace.Value), ("revokedAt", null)),
                    ("revokedAt", now))
                    || await session.HasAsync("apiKeys", key);
            },
            stop);

    private static BsonDocument Live(DateTimeOffset now) =>
        Bson.Or(Bson.Of(("expiresAt", null)), Bson.Of(("expiresAt", Bson.Is("$gt", now))))
            .AddRange(Bson.Of(("revokedAt", null)));

    private static ApiKey Read(BsonDocument found) => new(
        new ApiKeyId(found.Id()), new WorkspaceId(found.Id("workspace")), new AccountId(found.Id("account")),
        found.Text("name"), found.Text("prefix"), found.Instant("createdAt"), found.InstantOrNull("expiresAt"),
        found.InstantOrNull("lastUsedAt"));
}
