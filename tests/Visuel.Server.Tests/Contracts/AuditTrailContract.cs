using Visuel.Core.Accounts;

namespace Visuel.Server.Tests.Contracts;

/// <summary>What every audit trail must keep.</summary>
public abstract class AuditTrailContract : StoreContract
{
    [Fact]
    public async Task Lists_entries_of_one_account_or_kind_or_all_newest_first()
    {
        var (ada, bob) = (await AccountAsync("ada"), await AccountAsync("bob"));
        var entries = new List<AuditEntry>();
        for (var number = 0; number < 5; number++)
        {
            var subject = number % 2 == 0 ? ada : bob;
            entries.Add(Entry(number, "role_changed", subject.Account.Id));
            await Store.Accounts.SetRightsAsync(
                subject with { Account = subject.Account with { Role = AccountRole.Admin } }, [entries[^1]], Stop);
        }

        AuditEntry[] added =
        [
            Entry(5, AuditKinds.SignInFailed) with { Network = "0123456789abcdef", Reference = "00-a-b-00" },
            Entry(6, AuditKinds.SignedIn, ada.Account.Id),
        ];
        await Store.Audit.AddAsync(added, Stop);
        await Store.Audit.AddAsync([], Stop);
        entries.AddRange(added);

        await Store.ReopenAsync();
        var first = await ListAsync(new AuditQuery(), null, 3);
        var second = await ListAsync(new AuditQuery(), first.Next, 4);
        Assert.Equal(entries.AsEnumerable().Reverse(), first.Items.Concat(second.Items));
        Assert.Null(second.Next);
        Assert.Equal(["6", "4", "2", "0"], await DetailsAsync(new AuditQuery(ada.Account.Id)));
        Assert.Equal(["5"], await DetailsAsync(new AuditQuery(Action: AuditKinds.SignInFailed)));
        Assert.Equal(["4", "2", "0"], await DetailsAsync(new AuditQuery(ada.Account.Id, "role_changed")));
        Assert.Empty(await DetailsAsync(new AuditQuery(new AccountId(Some.NextId()))));
    }

    [Fact]
    public async Task Forgets_what_is_old_or_too_much_of_one_kind_and_leaves_the_others()
    {
        await Store.Audit.AddAsync(
            [.. Enumerable.Range(0, 6).Select(number => Entry(number, AuditKinds.SignInFailed)),
                Entry(0, AuditKinds.SignedIn)], Stop);
        Assert.Equal(1, await ForgetAsync(Some.Now.AddDays(1.5), most: 9, limit: 1));
        Assert.Equal(1, await ForgetAsync(Some.Now.AddDays(1.5), most: 9, limit: 9));
        Assert.Equal(0, await ForgetAsync(Some.Now.AddDays(1.5), most: 4, limit: 9));
        Assert.Equal(2, await ForgetAsync(Some.Now.AddDays(-9), most: 2, limit: 9));
        Assert.Equal(["5", "4"], await DetailsAsync(new AuditQuery(Action: AuditKinds.SignInFailed)));
        Assert.Equal(["0"], await DetailsAsync(new AuditQuery(Action: AuditKinds.SignedIn)));
    }

    [Fact]
    public async Task Of_an_erased_account_what_happened_stays_and_neither_its_id_nor_where_it_came_from()
    {
        var (ada, bob) = (await AccountAsync("ada"), await AccountAsync("bob"));
        await Store.Audit.AddAsync(
            [Entry(0, AuditKinds.SignedIn, ada.Account.Id) with { Network = "a" },
                Entry(1, AuditKinds.SignedIn, bob.Account.Id) with { Network = "b" }], Stop);
        Assert.Equal(RemoveOutcome.Removed, await Store.Accounts.RemoveAsync(bob.Account.Id, Some.Now, Stop));
        Assert.Equal(
            [("1", null, null), ("0", ada.Account.Id, "a")],
            (await ListAsync(new AuditQuery(), null, 9)).Items.Select(
                entry => (entry.Detail, entry.Subject, entry.Network)));
    }

    private Task<Core.Page<AuditEntry>> ListAsync(AuditQuery query, string? cursor, int limit) =>
        Store.Audit.ListAsync(query, cursor, limit, Stop);

    private async Task<IEnumerable<string?>> DetailsAsync(AuditQuery query) =>
        (await ListAsync(query, null, 9)).Items.Select(entry => entry.Detail);

    private Task<int> ForgetAsync(DateTimeOffset before, int most, int limit) =>
        Store.Audit.ForgetAsync(AuditKinds.SignInFailed, before, most, limit, Stop);

    private static AuditEntry Entry(int day, string action, AccountId? subject = null)
    {
        var at = Some.Now.AddDays(day);
        return new AuditEntry(new AuditId(Guid.CreateVersion7(at)), at, null, subject, action, $"{day}");
    }

    private async Task<AccountRow> AccountAsync(string name)
    {
        var (account, workspace) = Some.Account(name);
        await Store.Accounts.RegisterAsync(account, workspace, "enterprise", mayOwn: true, Stop);
        return new AccountRow(account, workspace);
    }
}
