using MongoDB.Bson;
using MongoDB.Driver;
using Visuel.Core;
using Visuel.Core.Accounts;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>Accounts and workspaces in MongoDB. Who is an administrator is decided by one write at a time on the
/// whole installation.</summary>
public sealed class MongoAccounts(MongoStore store) : IAccounts
{
    private const string Everybody = "accounts";

    public Task<RegisterOutcome> RegisterAsync(
        Account account, Workspace workspace, string ownerPlan, bool mayOwn, CancellationToken stop) =>
        store.WriteAsync<RegisterOutcome>(
            Everybody,
            async session =>
            {
                if (await session.HasAsync("accounts", Bson.Of(("normalizedEmail", account.NormalizedEmail))))
                {
                    return new RegisterOutcome.EmailTaken();
                }

                var isFirst = !await session.HasAsync("accounts", []);
                if (isFirst && !mayOwn)
                {
                    return new RegisterOutcome.OwnerOnly();
                }

                var kept = account with { Role = isFirst ? AccountRole.Admin : AccountRole.User };
                var home = workspace with { GrantedPlan = isFirst ? ownerPlan : workspace.GrantedPlan };
                await session.InsertAsync("workspaces", MongoWorkspaces.Write(home));
                await session.InsertAsync("accounts", Write(kept));
                return new RegisterOutcome.Registered(kept, home);
            },
            stop);

    public Task<Account?> FindAsync(AccountId id, CancellationToken stop) =>
        FindAsync(Bson.Of(("_id", id.Value)), stop);

    public Task<Account?> FindByEmailAsync(string normalizedEmail, CancellationToken stop) =>
        FindAsync(Bson.Of(("normalizedEmail", normalizedEmail)), stop);

    public Task<Account?> FindOwnerAsync(WorkspaceId workspace, CancellationToken stop) =>
        FindAsync(Bson.Of(("workspace", workspace.Value)), stop);

    public Task<RemoveOutcome> RemoveAsync(AccountId id, DateTimeOffset now, CancellationToken stop) =>
        store.WriteAsync(
            Everybody,
            async session =>
            {
                if (await session.FirstAsync("accounts", Bson.Of(("_id", id.Value))) is not { } account)
                {
                    return RemoveOutcome.Missing;
                }

                if (account.Name<AccountRole>("role") is AccountRole.Admin
                    && !await HasOtherAdministratorAsync(session, id))
                {
                    return RemoveOutcome.LastAdministrator;
                }

                var workspace = account.Id("workspace");
                await session.PutAsync("erasures", Bson.Of(("_id", workspace), ("askedAt", now)));
                foreach (var ofAccount in (string[])["signIns", "apiKeys"])
                {
                    await session.DeleteAsync(ofAccount, Bson.Of(("account", id.Value)));
                }

                await session.DeleteAsync("resets", Bson.Of(("_id", id.Value)));
                foreach (var ofWorkspace in (string[])["ownTokens", "brands", "publications"])
                {
                    await session.DeleteAsync(ofWorkspace, Bson.Of(("_id", workspace)));
                }

                // What happened stays countable, without saying to whom and from where.
                await session.UpdateAllAsync(
                    "audit", Bson.Of(("subject", id.Value)),
                    new BsonDocument("$set", Bson.Of(("subject", null), ("network", null))));
                await session.DeleteAsync("accounts", Bson.Of(("_id", id.Value)));
                return RemoveOutcome.Removed;
            },
            stop);

    public Task<IReadOnlyList<WorkspaceId>> ListToEraseAsync(int limit, CancellationToken stop) =>
        store.RunAsync<IReadOnlyList<WorkspaceId>>(
            async session => [.. (await session.ListAsync("erasures", [], Bson.Of(("askedAt", 1)), limit)).Select(
                erasure => new WorkspaceId(erasure.Id()))], stop);

    public Task<bool> FinishErasureAsync(WorkspaceId workspace, CancellationToken stop) =>
        store.WriteAsync(
            workspace.Value,
            async session =>
            {
                var ofWorkspace = Bson.Of(("workspace", workspace.Value));
                var isEmpty = await session.HasAsync("erasures", Bson.Of(("_id", workspace.Value)))
                    && !await session.HasAsync("images", ofWorkspace)
                    && !await session.HasAsync("contents", ofWorkspace);
                if (isEmpty)
                {
                    await MongoWorkspaces.RemoveAsync(session, workspace);
                    await session.DeleteAsync("erasures", Bson.Of(("_id", workspace.Value)));
                }

                return isEmpty;
            },
            stop);

    public Task<bool> UpdateAsync(Account account, CancellationToken stop) =>
        store.RunAsync(
            session => session.SetAsync(
                "accounts", Bson.Of(("_id", account.Id.Value)), ("name", account.Name), ("role", account.Role),
                ("locale", account.Locale), ("timeZone", account.TimeZone), ("passwordHash", account.PasswordHash),
                ("securityStamp", account.SecurityStamp), (MongoSearch.Field, Write(account)[MongoSearch.Field])),
            stop);

    public Task<Workspace?> FindWorkspaceAsync(WorkspaceId id, CancellationToken stop) =>
        store.RunAsync(
            async session => await session.FirstAsync("workspaces", Bson.Of(("_id", id.Value))) is { } found
                ? MongoWorkspaces.Read(found)
                : null, stop);

    public Task<RightsOutcome> SetRightsAsync(
        AccountRow row, IReadOnlyList<AuditEntry> trail, CancellationToken stop) =>
        store.WriteAsync(
            Everybody,
            async session =>
            {
                var (account, workspace) = (row.Account, row.Workspace);
                if (account.Role is AccountRole.User && !await HasOtherAdministratorAsync(session, account.Id))
                {
                    return RightsOutcome.LastAdministrator;
                }

                if (!await session.SetAsync("accounts", Bson.Of(("_id", account.Id.Value)), ("role", account.Role)))
                {
                    return RightsOutcome.Missing;
                }

                await session.SetAsync(
                    "workspaces", Bson.Of(("_id", workspace.Id.Value)), ("grantedPlan", workspace.GrantedPlan),
                    ("override", MongoWorkspaces.Write(workspace.Override)));
                foreach (var entry in trail)
                {
                    await session.InsertAsync("audit", MongoAuditTrail.Write(entry));
                }

                return RightsOutcome.Changed;
            },
            stop);

    public Task<Page<AccountRow>> ListAsync(string? query, string? cursor, int limit, CancellationToken stop) =>
        store.RunAsync(
            async session =>
            {
                var filter = Bson.All(
                    MongoSearch.Conditions(SearchedKind.Accounts, query)
                        .Prepend(Bson.Of(("_id", Bson.Is("$gt", cursor ?? "")))));
                var accounts = (await session.ListAsync("accounts", filter, Bson.Of(("_id", 1)), limit + 1)).Select(
                    Read).ToList();
                var homes = (await session.ListAsync(
                    "workspaces", Bson.Of(("_id", Bson.In(accounts.Select(account => account.Workspace.Value))))))
                    .Select(MongoWorkspaces.Read).ToDictionary(workspace => workspace.Id);
                return Paging.Cut(
                    [.. accounts.Where(account => homes.ContainsKey(account.Workspace))
                        .Select(account => new AccountRow(account, homes[account.Workspace]))],
                    limit,
                    row => row.Account.Id.ToString());
            },
            stop);

    public Task<long> CountAsync(CancellationToken stop) =>
        store.RunAsync(session => session.CountAsync("accounts", []), stop);

    private static Task<bool> HasOtherAdministratorAsync(MongoSession session, AccountId but) =>
        session.HasAsync("accounts", Bson.Of(("role", AccountRole.Admin), ("_id", Bson.Is("$ne", but.Value))));

    private static BsonDocument Write(Account account) => MongoSearch.Fold(SearchedKind.Accounts, Bson.Of(
        ("_id", account.Id.Value), ("email", account.Email), ("normalizedEmail", account.NormalizedEmail),
        ("name", account.Name), ("role", account.Role), ("workspace", account.Workspace.Value),
        ("locale", account.Locale), ("timeZone", account.TimeZone), ("passwordHash", account.PasswordHash),
        ("securityStamp", account.SecurityStamp), ("createdAt", account.CreatedAt)));

    private static Account Read(BsonDocument found) => new(
        new AccountId(found.Id()), found.Text("email"), found.Text("normalizedEmail"), found.TextOrNull("name"),
        found.Name<AccountRole>("role"), new WorkspaceId(found.Id("workspace")), found.TextOrNull("locale"),
        found.Text("timeZone"), found.Text("passwordHash"), found.Text("securityStamp"), found.Instant("createdAt"));

    private Task<Account?> FindAsync(BsonDocument filter, CancellationToken stop) =>
        store.RunAsync(
            async session => await session.FirstAsync("accounts", filter) is { } found ? Read(found) : null, stop);
}
