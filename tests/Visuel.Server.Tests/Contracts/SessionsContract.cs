using Visuel.Core.Accounts;

namespace Visuel.Server.Tests.Contracts;

/// <summary>What every session store must keep.</summary>
public abstract class SessionsContract : StoreContract
{
    [Fact]
    public async Task A_session_is_found_by_its_hash_until_it_ends_or_runs_out()
    {
        var session = await StartAsync(await AddAccountAsync("ada"), "a");
        Assert.Equal(session, await Store.Sessions.FindAsync(Some.Hash("a"), Some.Now, Stop));
        Assert.Null(await Store.Sessions.FindAsync(Some.Hash("b"), Some.Now, Stop));
        Assert.Null(await Store.Sessions.FindAsync(Some.Hash(session.Id.ToString()), Some.Now, Stop));
        Assert.Null(await Store.Sessions.FindAsync(Some.Hash("a"), session.ExpiresAt, Stop));
        await Store.Sessions.EndAsync(Some.Hash("a"), Stop);
        await Store.Sessions.EndAsync(Some.Hash("a"), Stop);
        Assert.Null(await Store.Sessions.FindAsync(Some.Hash("a"), Some.Now, Stop));
    }

    [Fact]
    public async Task What_is_not_known_of_its_origin_is_left_out()
    {
        var ada = await AddAccountAsync("ada");
        var session = Some.Session(ada) with { Origin = new SignInOrigin(new Device(null, null), null) };
        await Store.Sessions.StartAsync(session, Some.Hash("a"), Stop);
        Assert.Equal(session, await Store.Sessions.FindAsync(Some.Hash("a"), Some.Now, Stop));
    }

    [Fact]
    public async Task Two_sessions_never_share_a_hash()
    {
        var first = await StartAsync(await AddAccountAsync("ada"), "a");
        var bob = await AddAccountAsync("bob");
        await Assert.ThrowsAnyAsync<Exception>(
            () => Store.Sessions.StartAsync(Some.Session(bob), Some.Hash("a"), Stop));
        Assert.Equal(first, await Store.Sessions.FindAsync(Some.Hash("a"), Some.Now, Stop));
    }

    [Fact]
    public async Task Extending_moves_the_end_never_back_and_does_not_revive()
    {
        var session = await StartAsync(await AddAccountAsync("ada"), "a");
        await Store.Sessions.ExtendAsync(session.Id, Some.Now.AddDays(60), Stop);
        await Store.Sessions.ExtendAsync(session.Id, Some.Now.AddDays(40), Stop);
        Assert.Equal(
            Some.Now.AddDays(60),
            (await Store.Sessions.FindAsync(Some.Hash("a"), Some.Now.AddDays(59), Stop))!.ExpiresAt);
        await Store.Sessions.EndAsync(Some.Hash("a"), Stop);
        await Store.Sessions.ExtendAsync(session.Id, Some.Now.AddDays(90), Stop);
        Assert.Null(await Store.Sessions.FindAsync(Some.Hash("a"), Some.Now, Stop));
    }

    [Fact]
    public async Task Ending_the_others_leaves_one_and_other_accounts_alone()
    {
        var (ada, bob) = (await AddAccountAsync("ada"), await AddAccountAsync("bob"));
        var kept = await StartAsync(ada, "kept");
        await StartAsync(ada, "ended");
        await StartAsync(bob, "foreign");
        await Store.Sessions.EndOthersAsync(ada, kept.Id, Stop);
        Assert.NotNull(await Store.Sessions.FindAsync(Some.Hash("kept"), Some.Now, Stop));
        Assert.Null(await Store.Sessions.FindAsync(Some.Hash("ended"), Some.Now, Stop));
        Assert.NotNull(await Store.Sessions.FindAsync(Some.Hash("foreign"), Some.Now, Stop));
        await Store.Sessions.EndOthersAsync(ada, null, Stop);
        Assert.Null(await Store.Sessions.FindAsync(Some.Hash("kept"), Some.Now, Stop));
    }

    [Fact]
    public async Task One_is_ended_by_its_account_alone()
    {
        var (ada, bob) = (await AddAccountAsync("ada"), await AddAccountAsync("bob"));
        var session = await StartAsync(ada, "a");
        await StartAsync(ada, "other");
        Assert.False(await Store.Sessions.EndAsync(bob, session.Id, Stop));
        Assert.True(await Store.Sessions.EndAsync(ada, session.Id, Stop));
        Assert.False(await Store.Sessions.EndAsync(ada, session.Id, Stop));
        Assert.Null(await Store.Sessions.FindAsync(Some.Hash("a"), Some.Now, Stop));
        Assert.NotNull(await Store.Sessions.FindAsync(Some.Hash("other"), Some.Now, Stop));
    }

    [Fact]
    public async Task An_accounts_own_that_live_are_listed_newest_first_and_in_parts()
    {
        var (ada, bob) = (await AddAccountAsync("ada"), await AddAccountAsync("bob"));
        Session[] of = [await StartAsync(ada, "1"), await StartAsync(ada, "2"), await StartAsync(ada, "3")];
        await StartAsync(bob, "foreign");
        await Store.Sessions.ExtendAsync(of[0].Id, Some.Now.AddDays(60), Stop);

        var first = await Store.Sessions.ListAsync(ada, Some.Now, null, 2, Stop);
        var rest = await Store.Sessions.ListAsync(ada, Some.Now, first.Next, 2, Stop);

        Assert.Equal([of[2], of[1]], first.Items);
        Assert.Equal([of[0].Id], rest.Items.Select(session => session.Id));
        Assert.Null(rest.Next);
        var later = await Store.Sessions.ListAsync(ada, Some.Now.AddDays(30), null, 2, Stop);
        Assert.Equal([of[0].Id], later.Items.Select(session => session.Id));
    }

    [Fact]
    public async Task A_use_is_remembered_once_a_minute_and_never_goes_back()
    {
        var session = await StartAsync(await AddAccountAsync("ada"), "a");

        await Store.Sessions.NoteUseAsync(session.Id, Some.Now.AddSeconds(59), Stop);
        Assert.Equal(Some.Now, await LastUsedAsync());
        await Store.Sessions.NoteUseAsync(session.Id, Some.Now.AddSeconds(60), Stop);
        await Store.Sessions.NoteUseAsync(session.Id, Some.Now, Stop);
        Assert.Equal(Some.Now.AddSeconds(60), await LastUsedAsync());
        await Store.Sessions.NoteUseAsync(new SessionId(Some.NextId()), Some.Now.AddDays(1), Stop);

        async Task<DateTimeOffset> LastUsedAsync() =>
            (await Store.Sessions.FindAsync(Some.Hash("a"), Some.Now, Stop))!.LastUsedAt;
    }

    [Fact]
    public async Task What_ran_out_is_gone_once_somebody_signs_in()
    {
        var (ada, bob) = (await AddAccountAsync("ada"), await AddAccountAsync("bob"));
        var (ranOut, living) = (await StartAsync(ada, "a"), await StartAsync(ada, "b"));
        await Store.Sessions.ExtendAsync(living.Id, Some.Now.AddDays(60), Stop);
        var end = ranOut.ExpiresAt;
        var later = Some.Session(bob) with { StartedAt = end, LastUsedAt = end, ExpiresAt = end.AddDays(30) };

        await Store.Sessions.StartAsync(later, Some.Hash("c"), Stop);

        Assert.Equal(
            [living.Id],
            (await Store.Sessions.ListAsync(ada, Some.Now, null, 10, Stop)).Items.Select(session => session.Id));
    }

    [Fact]
    public async Task After_a_crash_the_session_is_still_there()
    {
        await StartAsync(await AddAccountAsync("ada"), "a");
        await Store.ReopenAsync();
        Assert.NotNull(await Store.Sessions.FindAsync(Some.Hash("a"), Some.Now, Stop));
    }

    private async Task<AccountId> AddAccountAsync(string name)
    {
        var (account, workspace) = Some.Account(name);
        await Store.Accounts.RegisterAsync(account, workspace, "enterprise", true, Stop);
        return account.Id;
    }

    private async Task<Session> StartAsync(AccountId account, string hash)
    {
        var session = Some.Session(account);
        await Store.Sessions.StartAsync(session, Some.Hash(hash), Stop);
        return session;
    }
}
