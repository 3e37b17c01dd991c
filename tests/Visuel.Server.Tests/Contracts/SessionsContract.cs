using Visuel.Core.Accounts;

namespace Visuel.Server.Tests.Contracts;

/// <summary>What every session store must keep.</summary>
public abstract class SessionsContract : StoreContract
{
    [Fact]
    public async Task A_session_is_found_until_it_ends_or_runs_out()
    {
        var session = await StartAsync(await AddAccountAsync("ada"));
        Assert.Equal(session, await Store.Sessions.FindAsync(session.Id, Some.Now, Stop));
        Assert.Null(await Store.Sessions.FindAsync(session.Id, session.ExpiresAt, Stop));
        await Store.Sessions.EndAsync(session.Id, Stop);
        await Store.Sessions.EndAsync(session.Id, Stop);
        Assert.Null(await Store.Sessions.FindAsync(session.Id, Some.Now, Stop));
    }

    [Fact]
    public async Task Extending_moves_the_end_but_does_not_revive()
    {
        var session = await StartAsync(await AddAccountAsync("ada"));
        await Store.Sessions.ExtendAsync(session.Id, Some.Now.AddDays(60), Stop);
        Assert.NotNull(await Store.Sessions.FindAsync(session.Id, Some.Now.AddDays(59), Stop));
        await Store.Sessions.EndAsync(session.Id, Stop);
        await Store.Sessions.ExtendAsync(session.Id, Some.Now.AddDays(90), Stop);
        Assert.Null(await Store.Sessions.FindAsync(session.Id, Some.Now, Stop));
    }

    [Fact]
    public async Task Ending_the_others_leaves_one_and_other_accounts_alone()
    {
        var (ada, bob) = (await AddAccountAsync("ada"), await AddAccountAsync("bob"));
        var (kept, ended, foreign) = (await StartAsync(ada), await StartAsync(ada), await StartAsync(bob));
        await Store.Sessions.EndOthersAsync(ada, kept.Id, Stop);
        Assert.NotNull(await Store.Sessions.FindAsync(kept.Id, Some.Now, Stop));
        Assert.Null(await Store.Sessions.FindAsync(ended.Id, Some.Now, Stop));
        Assert.NotNull(await Store.Sessions.FindAsync(foreign.Id, Some.Now, Stop));
        await Store.Sessions.EndOthersAsync(ada, null, Stop);
        Assert.Null(await Store.Sessions.FindAsync(kept.Id, Some.Now, Stop));
    }

    [Fact]
    public async Task After_a_crash_the_session_is_still_there()
    {
        var session = await StartAsync(await AddAccountAsync("ada"));
        await Store.ReopenAsync();
        Assert.NotNull(await Store.Sessions.FindAsync(session.Id, Some.Now, Stop));
    }

    private async Task<AccountId> AddAccountAsync(string name)
    {
        var (account, workspace) = Some.Account(name);
        await Store.Accounts.RegisterAsync(account, workspace, "enterprise", true, Stop);
        return account.Id;
    }

    private async Task<Session> StartAsync(AccountId account)
    {
        var session = new Session(new SessionId(Guid.CreateVersion7()), account, Some.Now, Some.Now.AddDays(30));
        await Store.Sessions.StartAsync(session, Stop);
        return session;
    }
}
