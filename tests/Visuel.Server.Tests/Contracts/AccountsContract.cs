using Visuel.Core.Accounts;
using Visuel.Core.Quota;

namespace Visuel.Server.Tests.Contracts;

/// <summary>What every account store must keep.</summary>
public abstract class AccountsContract : StoreContract
{
    [Fact]
    public async Task The_first_account_becomes_the_owner_and_the_second_does_not()
    {
        var first = await RegisterAsync("ada");
        var second = await RegisterAsync("bob");
        Assert.Equal((AccountRole.Admin, "enterprise"), (first.Account.Role, first.Workspace.GrantedPlan));
        Assert.Equal((AccountRole.User, null), (second.Account.Role, second.Workspace.GrantedPlan));
        Assert.Equal(first.Workspace, await Store.Accounts.FindWorkspaceAsync(first.Workspace.Id, Stop));
    }

    [Fact]
    public async Task Of_many_first_registrations_at_once_one_owner_comes_out()
    {
        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(number => Task.Run(() => TryRegisterAsync($"user{number}"))));
        Assert.Single(
            outcomes.Cast<RegisterOutcome.Registered>(), registered => registered.Account.Role is AccountRole.Admin);
    }

    [Fact]
    public async Task Of_two_at_once_with_one_address_one_is_registered()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => TryRegisterAsync("ada"))));
        Assert.Single(outcomes.OfType<RegisterOutcome.Registered>());
        Assert.Equal(4, outcomes.OfType<RegisterOutcome.EmailTaken>().Count());
        Assert.Equal(1, await Store.Accounts.CountAsync(Stop));
    }

    [Fact]
    public async Task Whoever_may_not_own_an_installation_is_not_its_first_account()
    {
        Assert.IsType<RegisterOutcome.OwnerOnly>(await TryRegisterAsync("eve", mayOwn: false));
        Assert.Equal(0, await Store.Accounts.CountAsync(Stop));
        await RegisterAsync("ada");
        Assert.IsType<RegisterOutcome.Registered>(await TryRegisterAsync("eve", mayOwn: false));
    }

    [Fact]
    public async Task After_a_crash_the_account_is_found_by_id_and_address()
    {
        var (account, _) = await RegisterAsync("ada");
        await Store.ReopenAsync();
        Assert.Equal(account, await Store.Accounts.FindAsync(account.Id, Stop));
        Assert.Equal(account, await Store.Accounts.FindByEmailAsync("ADA@EXAMPLE.COM", Stop));
        Assert.Null(await Store.Accounts.FindByEmailAsync("BOB@EXAMPLE.COM", Stop));
    }

    [Fact]
    public async Task Updates_what_an_account_may_change_twice_in_a_row()
    {
        var (account, _) = await RegisterAsync("ada");
        var changed = account with
        {
            Name = "Ada L.",
            Locale = "en",
            TimeZone = "Europe/London",
            PasswordHash = "other",
            SecurityStamp = "next",
        };
        Assert.True(await Store.Accounts.UpdateAsync(changed, Stop));
        Assert.True(await Store.Accounts.UpdateAsync(changed, Stop));
        Assert.Equal(changed, await Store.Accounts.FindAsync(account.Id, Stop));
        Assert.False(await Store.Accounts.UpdateAsync(Some.Account("nobody").Account, Stop));
    }

    [Fact]
    public async Task Keeps_rights_and_the_trail_of_their_change_together()
    {
        var (account, workspace) = await RegisterAsync("ada");
        var granted = new AccountRow(
            account, workspace with { GrantedPlan = "creator", Override = new LimitOverride(null, "pilot") });
        var entry = new AuditEntry(
            new AuditId(Some.NextId()), Some.Now, account.Id, account.Id, "plan_granted", "– → creator");
        Assert.Equal(RightsOutcome.Changed, await Store.Accounts.SetRightsAsync(granted, [entry], Stop));
        await Store.ReopenAsync();
        var read = await Store.Accounts.FindWorkspaceAsync(workspace.Id, Stop);
        Assert.Equal(("creator", new LimitOverride(null, "pilot")), (read!.GrantedPlan, read.Override));
        Assert.Equal(
            entry, Assert.Single((await Store.Audit.ListAsync(new AuditQuery(account.Id), null, 9, Stop)).Items));
        var demoted = granted with { Account = account with { Role = AccountRole.User } };
        Assert.Equal(RightsOutcome.LastAdministrator, await Store.Accounts.SetRightsAsync(
            demoted, [entry with { Id = new AuditId(Some.NextId()) }], Stop));
        Assert.Single((await Store.Audit.ListAsync(new AuditQuery(), null, 9, Stop)).Items);
        Assert.Equal(RightsOutcome.Changed, await Store.Accounts.SetRightsAsync(
            new AccountRow(account, workspace with { GrantedPlan = null }), [], Stop));
        Assert.Equal((null, null), await Store.Accounts.FindWorkspaceAsync(workspace.Id, Stop) is { } cleared
            ? (cleared.GrantedPlan, cleared.Override)
            : default);
        var (nobody, nowhere) = Some.Account("nobody");
        Assert.Equal(RightsOutcome.Missing, await Store.Accounts.SetRightsAsync(
            new AccountRow(nobody with { Role = AccountRole.Admin }, nowhere), [entry], Stop));
    }

    [Fact]
    public async Task Two_administrators_who_resign_at_once_leave_one()
    {
        var (one, first) = await RegisterAsync("ada");
        var (two, second) = await RegisterAsync("bob");
        await Store.Accounts.SetRightsAsync(new AccountRow(two with { Role = AccountRole.Admin }, second), [], Stop);
        var outcomes = await Task.WhenAll(new[]
        {
            new AccountRow(one with { Role = AccountRole.User }, first),
            new AccountRow(two with { Role = AccountRole.User }, second),
        }
            .Select(row => Task.Run(() => Store.Accounts.SetRightsAsync(row, [], Stop))));
        Assert.Equal([RightsOutcome.Changed, RightsOutcome.LastAdministrator], outcomes.Order());
    }

    [Fact]
    public async Task Lists_and_searches_accounts_in_parts()
    {
        foreach (var name in new[] { "ada", "bob", "cleo" })
        {
            await RegisterAsync(name);
        }

        var first = await Store.Accounts.ListAsync(null, null, 2, Stop);
        var second = await Store.Accounts.ListAsync(null, first.Next, 2, Stop);
        Assert.Equal(["ada", "bob", "cleo"], first.Items.Concat(second.Items).Select(row => row.Account.Name));
        Assert.Null(second.Next);
        Assert.Equal(
            "cleo", Assert.Single((await Store.Accounts.ListAsync("Cleo@", null, 9, Stop)).Items).Account.Name);
    }

    private async Task<RegisterOutcome.Registered> RegisterAsync(string name) =>
        Assert.IsType<RegisterOutcome.Registered>(await TryRegisterAsync(name));

    private Task<RegisterOutcome> TryRegisterAsync(string name, bool mayOwn = true)
    {
        var (account, workspace) = Some.Account(name);
        return Store.Accounts.RegisterAsync(account, workspace, "enterprise", mayOwn, Stop);
    }

    [Fact]
    public async Task An_account_goes_once_with_its_sessions_and_its_workspace_when_that_is_empty()
    {
        await Store.AddWorkspaceAsync("owner");
        var (account, workspace) = Some.Account("ada");
        await Store.Accounts.RegisterAsync(account, workspace, "enterprise", mayOwn: true, Stop);
        await Store.Sessions.StartAsync(Some.Session(account.Id), Some.Hash("a"), Stop);
        var image = await Store.KeepImageAsync(workspace.Id);
        Assert.Equal(account.Id, (await Store.Accounts.FindOwnerAsync(workspace.Id, Stop))!.Id);
        Assert.False(await Store.Accounts.FinishErasureAsync(workspace.Id, Stop));

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => Store.Accounts.RemoveAsync(account.Id, Some.Now, Stop))));
        Assert.Single(outcomes, RemoveOutcome.Removed);
        Assert.Equal(3, outcomes.Count(outcome => outcome is RemoveOutcome.Missing));
        Assert.Null(await Store.Accounts.FindByEmailAsync(account.NormalizedEmail, Stop));
        Assert.Null(await Store.Sessions.FindAsync(Some.Hash("a"), Some.Now, Stop));
        Assert.Null(await Store.Accounts.FindOwnerAsync(workspace.Id, Stop));

        await Store.ReopenAsync();
        Assert.Equal([workspace.Id], await Store.Accounts.ListToEraseAsync(10, Stop));
        Assert.False(await Store.Accounts.FinishErasureAsync(workspace.Id, Stop));
        await Store.Library.DeleteAsync(workspace.Id, image.Id, Stop);
        await Store.Generations.ForgetAsync(workspace.Id, Stop);
        Assert.True(await Store.Accounts.FinishErasureAsync(workspace.Id, Stop));
        Assert.False(await Store.Accounts.FinishErasureAsync(workspace.Id, Stop));
        Assert.Null(await Store.Accounts.FindWorkspaceAsync(workspace.Id, Stop));
        Assert.Null(await Store.Generations.FindAsync(workspace.Id, image.Generation, Stop));
        Assert.Empty(await Store.Accounts.ListToEraseAsync(10, Stop));
        Assert.Equal(1, (await Store.Quota.ReadAsync(workspace.Id, Core.Quota.Period.Of(Some.Now), Stop)).Used);
        Assert.IsType<RegisterOutcome.Registered>(await Store.Accounts.RegisterAsync(
            Some.Account("ada").Account with { Workspace = workspace.Id }, workspace, "enterprise", true, Stop));
    }

    [Fact]
    public async Task The_last_administrator_stays()
    {
        var (owner, workspace) = Some.Account("owner");
        await Store.Accounts.RegisterAsync(owner, workspace, "enterprise", mayOwn: true, Stop);
        Assert.Equal(RemoveOutcome.LastAdministrator, await Store.Accounts.RemoveAsync(owner.Id, Some.Now, Stop));
        Assert.NotNull(await Store.Accounts.FindAsync(owner.Id, Stop));
        Assert.Equal(
            RemoveOutcome.Missing, await Store.Accounts.RemoveAsync(new AccountId(Some.NextId()), Some.Now, Stop));
    }
}
