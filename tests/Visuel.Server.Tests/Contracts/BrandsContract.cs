using Visuel.Core.Accounts;

namespace Visuel.Server.Tests.Contracts;

/// <summary>What every keeper of workspaces' looks must keep.</summary>
public abstract class BrandsContract : StoreContract
{
    [Fact]
    public async Task Each_workspace_has_its_own_and_the_last_one_counts()
    {
        var (ada, bob) = (await Store.AddWorkspaceAsync("ada"), await Store.AddWorkspaceAsync("bob"));
        await Store.Brands.SaveAsync(ada, new Brand("#000000", "#FFFFFF", new byte[] { 1, 2, 3 }), Stop);
        await Store.Brands.SaveAsync(bob, new Brand(null, null, new byte[] { 9 }), Stop);
        await Store.Brands.SaveAsync(ada, new Brand("#0B5FFF", "#FF7A1A", ReadOnlyMemory<byte>.Empty), Stop);
        await Store.ReopenAsync();

        var kept = await Store.Brands.FindAsync(ada, Stop);
        var other = await Store.Brands.FindAsync(bob, Stop);

        Assert.Equal(("#0B5FFF", "#FF7A1A", true), (kept!.Main, kept.Accent, kept.Logo.IsEmpty));
        Assert.Equal((null, null), (other!.Main, other.Accent));
        Assert.Equal([9], other.Logo.ToArray());
        Assert.Equal(new Brand(null, null, new byte[] { 9 }).Fingerprint, other.Fingerprint);
        Assert.NotEqual(kept.Fingerprint, other.Fingerprint);
    }

    [Fact]
    public async Task One_that_was_removed_is_gone()
    {
        var ada = await Store.AddWorkspaceAsync();
        Assert.False(await Store.Brands.RemoveAsync(ada, Stop));
        await Store.Brands.SaveAsync(ada, new Brand("#000000", "#FFFFFF", ReadOnlyMemory<byte>.Empty), Stop);

        Assert.True(await Store.Brands.RemoveAsync(ada, Stop));

        Assert.Null(await Store.Brands.FindAsync(ada, Stop));
    }

    [Fact]
    public async Task It_goes_with_the_account()
    {
        var (account, workspace) = Some.Account("ada");
        await Store.AddWorkspaceAsync("bob");
        await Store.Accounts.RegisterAsync(account, workspace, "enterprise", mayOwn: true, Stop);
        await Store.Brands.SaveAsync(workspace.Id, new Brand("#000000", "#FFFFFF", ReadOnlyMemory<byte>.Empty), Stop);

        Assert.Equal(RemoveOutcome.Removed, await Store.Accounts.RemoveAsync(account.Id, Some.Now, Stop));

        Assert.Null(await Store.Brands.FindAsync(workspace.Id, Stop));
    }
}
