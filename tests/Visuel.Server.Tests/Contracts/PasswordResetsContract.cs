using Visuel.Core.Accounts;

namespace Visuel.Server.Tests.Contracts;

/// <summary>What every store of password links must keep.</summary>
public abstract class PasswordResetsContract : StoreContract
{
    [Fact]
    public async Task A_link_is_used_by_one_of_many_at_once_and_ends_sessions_and_locks()
    {
        var account = await AccountAsync();
        await Store.Sessions.StartAsync(Some.Session(account.Id), Some.Hash("a"), Stop);
        await SaveAsync(account, "one");
        await Store.ReopenAsync();
        var users = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(_ => Task.Run(() => Store.Resets.UseAsync("one", "next hash", "next stamp", Some.Now, Stop))));
        Assert.Equal(account.Id, Assert.Single(users, user => user is not null));
        var read = await Store.Accounts.FindAsync(account.Id, Stop);
        Assert.Equal(("next hash", "next stamp"), (read!.PasswordHash, read.SecurityStamp));
        Assert.Null(await Store.Sessions.FindAsync(Some.Hash("a"), Some.Now, Stop));
        Assert.Equal(
            "reset_link_made",
            Assert.Single((await Store.Audit.ListAsync(new AuditQuery(account.Id), null, 9, Stop)).Items).Action);
    }

    [Fact]
    public async Task A_link_is_dead_when_it_is_unknown_old_replaced_or_older_than_the_password()
    {
        var account = await AccountAsync();
        await IsDeadAsync("one", Some.Now);
        await SaveAsync(account, "one");
        Assert.Equal(account.Id, await Store.Resets.FindAsync("one", Some.Now, Stop));
        await IsDeadAsync("one", Some.Now.AddDays(2));
        await SaveAsync(account, "two");
        await IsDeadAsync("one", Some.Now);
        await Store.Accounts.UpdateAsync(account with { SecurityStamp = "changed" }, Stop);
        await IsDeadAsync("two", Some.Now);
        Assert.Equal("changed", (await Store.Accounts.FindAsync(account.Id, Stop))!.SecurityStamp);
    }

    private async Task IsDeadAsync(string token, DateTimeOffset at)
    {
        Assert.Null(await Store.Resets.FindAsync(token, at, Stop));
        Assert.Null(await Store.Resets.UseAsync(token, "hash", "stamp", at, Stop));
    }

    private async Task<Account> AccountAsync()
    {
        var (account, workspace) = Some.Account("ada");
        await Store.Accounts.RegisterAsync(account, workspace, "enterprise", mayOwn: true, Stop);
        return account;
    }

    private Task SaveAsync(Account account, string token) => Store.Resets.SaveAsync(
        new PasswordReset(account.Id, token, account.SecurityStamp, Some.Now.AddDays(1)),
        new AuditEntry(new AuditId(Some.NextId()), Some.Now, null, account.Id, "reset_link_made", null), Stop);
}
