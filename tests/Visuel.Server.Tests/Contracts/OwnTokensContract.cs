using Visuel.Core.Accounts;

namespace Visuel.Server.Tests.Contracts;

/// <summary>What every keeper of workspaces' tokens must keep.</summary>
public abstract class OwnTokensContract : StoreContract
{
    [Fact]
    public async Task Each_workspace_has_its_own_and_the_last_one_counts()
    {
        var (ada, bob) = (await Store.AddWorkspaceAsync("ada"), await Store.AddWorkspaceAsync("bob"));
        await Store.OwnTokens.SaveAsync(new OwnToken(ada, new byte[] { 1, 2, 3 }, "ada-l", Some.Now), Stop);
        await Store.OwnTokens.SaveAsync(new OwnToken(bob, new byte[] { 9 }, "bob", Some.Now), Stop);
        await Store.OwnTokens.SaveAsync(
            new OwnToken(ada, new byte[] { 4, 5 }, "ada-team", Some.Now.AddMinutes(1)), Stop);
        await Store.ReopenAsync();

        var kept = await Store.OwnTokens.FindAsync(ada, Stop);

        Assert.Equal(("ada-team", Some.Now.AddMinutes(1)), (kept!.User, kept.SavedAt));
        Assert.Equal([4, 5], kept.Sealed.ToArray());
        Assert.Equal([9], (await Store.OwnTokens.FindAsync(bob, Stop))!.Sealed.ToArray());
    }

    [Fact]
    public async Task One_that_was_removed_is_gone()
    {
        var ada = await Store.AddWorkspaceAsync();
        Assert.False(await Store.OwnTokens.RemoveAsync(ada, Stop));
        await Store.OwnTokens.SaveAsync(new OwnToken(ada, new byte[] { 1 }, "ada", Some.Now), Stop);

        Assert.True(await Store.OwnTokens.RemoveAsync(ada, Stop));

        Assert.Null(await Store.OwnTokens.FindAsync(ada, Stop));
    }
}
