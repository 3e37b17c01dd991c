using Visuel.Core.Accounts;

namespace Visuel.Server.Tests.Contracts;

/// <summary>What every keeper of visitors must keep.</summary>
public abstract class VisitorsContract : StoreContract
{
    [Fact]
    public async Task A_visitors_workspace_is_found_until_it_is_removed()
    {
        var visitor = await AddAsync(Some.Now.AddHours(24));
        await Store.Visitors.AddAsync(Of(visitor), Some.Now.AddHours(48), Stop);
        await Store.ReopenAsync();

        Assert.Equal("visitor", (await Store.Accounts.FindWorkspaceAsync(visitor, Stop))!.GrantedPlan);
        Assert.True(await Store.Visitors.RemoveAsync(visitor, Stop));
        Assert.False(await Store.Visitors.RemoveAsync(visitor, Stop));
        Assert.Null(await Store.Accounts.FindWorkspaceAsync(visitor, Stop));
    }

    [Fact]
    public async Task Those_whose_time_is_over_are_listed_oldest_first()
    {
        var second = await AddAsync(Some.Now.AddHours(-1));
        var first = await AddAsync(Some.Now.AddHours(-2));
        await AddAsync(Some.Now.AddHours(1));

        Assert.Equal([first, second], await Store.Visitors.ListExpiredAsync(Some.Now, 10, Stop));
        Assert.Equal([first], await Store.Visitors.ListExpiredAsync(Some.Now, 1, Stop));
    }

    [Fact]
    public async Task The_workspace_of_an_account_is_never_removed_as_a_visitors()
    {
        var ada = await Store.AddWorkspaceAsync();

        Assert.False(await Store.Visitors.RemoveAsync(ada, Stop));

        Assert.NotNull(await Store.Accounts.FindWorkspaceAsync(ada, Stop));
    }

    [Fact]
    public async Task A_day_has_one_salt_and_yesterdays_is_forgotten()
    {
        var day = new DateOnly(2026, 11, 24);
        Assert.Equal([1], (await Store.Visitors.SaltAsync(day, new byte[] { 1 }, Stop)).ToArray());
        await Store.ReopenAsync();
        Assert.Equal([1], (await Store.Visitors.SaltAsync(day, new byte[] { 2 }, Stop)).ToArray());
        Assert.Equal([3], (await Store.Visitors.SaltAsync(day.AddDays(1), new byte[] { 3 }, Stop)).ToArray());
        Assert.Equal([4], (await Store.Visitors.SaltAsync(day, new byte[] { 4 }, Stop)).ToArray());
    }

    private async Task<WorkspaceId> AddAsync(DateTimeOffset expiresAt)
    {
        var id = new WorkspaceId(Some.NextId());
        await Store.Visitors.AddAsync(Of(id), expiresAt, Stop);
        return id;
    }

    private static Workspace Of(WorkspaceId id) => new(id, "visitor", null, null, Some.Now);
}
