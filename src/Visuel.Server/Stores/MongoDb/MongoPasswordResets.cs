using MongoDB.Bson;
using Visuel.Core.Accounts;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>Links that set another password in MongoDB.</summary>
public sealed class MongoPasswordResets(MongoStore store) : IPasswordResets
{
    public Task SaveAsync(PasswordReset reset, AuditEntry entry, CancellationToken stop) =>
        store.WriteAsync(
            reset.Account.Value,
            async session =>
            {
                await session.InsertAsync("audit", MongoAuditTrail.Write(entry));
                await session.PutAsync("resets", Bson.Of(
                    ("_id", reset.Account.Value), ("tokenHash", reset.TokenHash), ("stamp", reset.Stamp),
                    ("expiresAt", reset.ExpiresAt)));
                return true;
            },
            stop);

    public Task<AccountId?> FindAsync(string tokenHash, DateTimeOffset now, CancellationToken stop) =>
        store.RunAsync<AccountId?>(
            async session => await session.FirstAsync("resets", Link(tokenHash, now)) is { } reset
                && await session.FirstAsync("accounts", AccountOf(reset)) is { } account
                    ? new AccountId(account.Id())
                    : null,
            stop);

    public async Task<AccountId?> UseAsync(
        string tokenHash, string passwordHash, string stamp, DateTimeOffset now, CancellationToken stop)
    {
        var link = Link(tokenHash, now);
        var known = await store.RunAsync(session => session.FirstAsync("resets", link), stop);
        return known is null
            ? null
            : await store.WriteAsync<AccountId?>(
                known.Id(),
                async session =>
                {
                    if (await session.FirstAsync("resets", link) is not { } reset)
                    {
                        return null;
                    }

                    if (!await session.SetAsync(
                        "accounts", AccountOf(reset), ("passwordHash", passwordHash), ("securityStamp", stamp)))
                    {
                        return null;
                    }

                    await session.DeleteAsync("signIns", Bson.Of(("account", reset.Id())));
                    await session.DeleteAsync("resets", Bson.Of(("_id", reset.Id())));
                    return new AccountId(reset.Id());
                },
                stop);
    }

    private static BsonDocument Link(string tokenHash, DateTimeOffset now) =>
        Bson.Of(("tokenHash", tokenHash), ("expiresAt", Bson.Is("$gt", now)));

    private static BsonDocument AccountOf(BsonDocument reset) =>
        Bson.Of(("_id", reset.Id()), ("securityStamp", reset.Text("stamp")));
}
