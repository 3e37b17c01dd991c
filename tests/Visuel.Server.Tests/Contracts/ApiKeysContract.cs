using Visuel.Core.Accounts;

namespace Visuel.Server.Tests.Contracts;

/// <summary>What every keeper of API keys must keep.</summary>
public abstract class ApiKeysContract : StoreContract
{
    private const int Most = 3;

    [Fact]
    public async Task A_key_is_found_by_its_hash_also_after_a_crash()
    {
        var (ada, bob) = (await AddAccountAsync("ada"), await AddAccountAsync("bob"));
        var (first, second) = (Key(ada, expiresAt: Some.Now.AddDays(90)), Key(bob));
        await Store.ApiKeys.AddAsync(first, Hash("a"), Most, Stop);
        await Store.ApiKeys.AddAsync(second, Hash("b"), Most, Stop);
        await Store.ReopenAsync();

        Assert.Equal(first, await Store.ApiKeys.FindAsync(Hash("a"), Some.Now, Stop));
        Assert.Equal(second, await Store.ApiKeys.FindAsync(Hash("b"), Some.Now, Stop));
        Assert.Null(await Store.ApiKeys.FindAsync(Hash("c"), Some.Now, Stop));
    }

    [Fact]
    public async Task From_the_instant_it_expires_it_is_not_found_but_still_listed()
    {
        var ada = await AddAccountAsync("ada");
        var key = Key(ada, expiresAt: Some.Now.AddDays(1));
        await Store.ApiKeys.AddAsync(key, Hash("a"), Most, Stop);

        Assert.NotNull(await Store.ApiKeys.FindAsync(Hash("a"), Some.Now.AddDays(1).AddMilliseconds(-1), Stop));
        Assert.Null(await Store.ApiKeys.FindAsync(Hash("a"), Some.Now.AddDays(1), Stop));
        Assert.Equal([key], (await Store.ApiKeys.ListAsync(ada.Workspace, null, 10, Stop)).Items);
    }

    [Fact]
    public async Task Revoking_counts_at_once_can_be_done_twice_and_by_its_workspace_alone()
    {
        var (ada, bob) = (await AddAccountAsync("ada"), await AddAccountAsync("bob"));
        var key = Key(ada);
        await Store.ApiKeys.AddAsync(key, Hash("a"), Most, Stop);

        Assert.False(await Store.ApiKeys.RevokeAsync(bob.Workspace, key.Id, Some.Now, Stop));
        Assert.NotNull(await Store.ApiKeys.FindAsync(Hash("a"), Some.Now, Stop));
        Assert.True(await Store.ApiKeys.RevokeAsync(ada.Workspace, key.Id, Some.Now, Stop));
        Assert.True(await Store.ApiKeys.RevokeAsync(ada.Workspace, key.Id, Some.Now.AddDays(1), Stop));
        Assert.False(await Store.ApiKeys.RevokeAsync(ada.Workspace, new ApiKeyId(Some.NextId()), Some.Now, Stop));

        Assert.Null(await Store.ApiKeys.FindAsync(Hash("a"), Some.Now, Stop));
        Assert.Empty((await Store.ApiKeys.ListAsync(ada.Workspace, null, 10, Stop)).Items);
    }

    [Fact]
    public async Task Keys_made_at_once_do_not_pass_the_limit()
    {
        var (ada, bob) = (await AddAccountAsync("ada"), await AddAccountAsync("bob"));
        await Store.ApiKeys.AddAsync(Key(bob), Hash("bobs"), Most, Stop);

        var added = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(number => Task.Run(() => Store.ApiKeys.AddAsync(Key(ada), Hash($"{number}"), Most, Stop))));

        Assert.Equal(Most, added.Count(done => done));
        Assert.Equal(Most, (await Store.ApiKeys.ListAsync(ada.Workspace, null, 10, Stop)).Items.Count);
    }

    [Fact]
    public async Task One_that_was_revoked_or_expired_makes_room()
    {
        var ada = await AddAccountAsync("ada");
        var (revoked, expired) = (Key(ada), Key(ada, expiresAt: Some.Now));
        Assert.True(await Store.ApiKeys.AddAsync(revoked, Hash("a"), 1, Stop));
        Assert.False(await Store.ApiKeys.AddAsync(expired, Hash("b"), 1, Stop));
        await Store.ApiKeys.RevokeAsync(ada.Workspace, revoked.Id, Some.Now, Stop);

        Assert.True(await Store.ApiKeys.AddAsync(expired, Hash("b"), 1, Stop));
        Assert.True(await Store.ApiKeys.AddAsync(Key(ada), Hash("c"), 1, Stop));
    }

    [Fact]
    public async Task Two_keys_never_share_a_hash()
    {
        var ada = await AddAccountAsync("ada");
        var first = Key(ada);
        await Store.ApiKeys.AddAsync(first, Hash("a"), Most, Stop);

        await Assert.ThrowsAnyAsync<Exception>(() => Store.ApiKeys.AddAsync(Key(ada), Hash("a"), Most, Stop));

        Assert.Equal(first, await Store.ApiKeys.FindAsync(Hash("a"), Some.Now, Stop));
    }

    [Fact]
    public async Task A_use_is_remembered_once_a_minute_and_never_goes_back()
    {
        var ada = await AddAccountAsync("ada");
        var key = Key(ada);
        await Store.ApiKeys.AddAsync(key, Hash("a"), Most, Stop);

        Assert.Null(await LastUsedAsync());
        await Store.ApiKeys.NoteUseAsync(key.Id, Some.Now.AddSeconds(10), Stop);
        await Store.ApiKeys.NoteUseAsync(key.Id, Some.Now.AddSeconds(69), Stop);
        Assert.Equal(Some.Now.AddSeconds(10), await LastUsedAsync());
        await Store.ApiKeys.NoteUseAsync(key.Id, Some.Now.AddSeconds(70), Stop);
        await Store.ApiKeys.NoteUseAsync(key.Id, Some.Now, Stop);
        Assert.Equal(Some.Now.AddSeconds(70), await LastUsedAsync());
        await Store.ApiKeys.NoteUseAsync(new ApiKeyId(Some.NextId()), Some.Now, Stop);

        async Task<DateTimeOffset?> LastUsedAsync() =>
            (await Store.ApiKeys.FindAsync(Hash("a"), Some.Now, Stop))!.LastUsedAt;
    }

    [Fact]
    public async Task A_workspaces_own_are_listed_newest_first_and_in_parts()
    {
        var (ada, bob) = (await AddAccountAsync("ada"), await AddAccountAsync("bob"));
        ApiKey[] keys = [Key(ada), Key(ada), Key(ada)];
        foreach (var (key, number) in keys.Select((key, number) => (key, number)))
        {
            await Store.ApiKeys.AddAsync(key, Hash($"{number}"), Most, Stop);
        }

        var first = await Store.ApiKeys.ListAsync(ada.Workspace, null, 2, Stop);
        var rest = await Store.ApiKeys.ListAsync(ada.Workspace, first.Next, 2, Stop);

        Assert.Equal([keys[2], keys[1]], first.Items);
        Assert.Equal([keys[0]], rest.Items);
        Assert.Null(rest.Next);
        Assert.Empty((await Store.ApiKeys.ListAsync(bob.Workspace, null, 2, Stop)).Items);
    }

    private static ApiKey Key(Account account, DateTimeOffset? expiresAt = null) =>
        new(new ApiKeyId(
            Some.NextId()), account.Workspace, account.Id, "My script", "vsl_live_abc", Some.Now, expiresAt, null);

    private static SecretHash Hash(string of) => Some.Hash(of, SecretKind.ApiKey);

    private async Task<Account> AddAccountAsync(string name)
    {
        var (account, workspace) = Some.Account(name);
        await Store.Accounts.RegisterAsync(account, workspace, "enterprise", mayOwn: true, Stop);
        return account;
    }
}
