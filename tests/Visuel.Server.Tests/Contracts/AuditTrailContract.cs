using Visuel.Core.Accounts;

namespace Visuel.Server.Tests.Contracts;

/// <summary>What every audit trail must keep.</summary>
public abstract class AuditTrailContract : StoreContract
{
    [Fact]
    public async Task Lists_entries_of_one_account_or_all_newest_first_and_forgets_old_ones()
    {
        var (ada, bob) = (await AccountAsync("ada"), await AccountAsync("bob"));
        var entries = new List<AuditEntry>();
        for (var number = 0; number < 5; number++)
        {
            var subject = number % 2 == 0 ? ada : bob;
            entries.Add(new AuditEntry(
                new AuditId(Some.NextId()), Some.Now.AddDays(number), null, subject.Account.Id,
                "role_changed", $"{number}"));
            await Store.Accounts.SetRightsAsync(
                subject with { Account = subject.Account with { Role = AccountRole.Admin } }, [entries[^1]], Stop);
        }

        await Store.ReopenAsync();
        var first = await Store.Audit.ListAsync(null, null, 3, Stop);
        var second = await Store.Audit.ListAsync(null, first.Next, 3, Stop);
        Assert.Equal(entries.AsEnumerable().Reverse(), first.Items.Concat(second.Items));
        Assert.Null(second.Next);
        Assert.Equal(["4", "2", "0"], (await Store.Audit.ListAsync(ada.Account.Id, null, 9, Stop)).Items
            .Select(entry => entry.Detail));
        Assert.Equal(2, await Store.Audit.ForgetAsync(Some.Now.AddDays(2), 9, Stop));
        Assert.Equal(0, await Store.Audit.ForgetAsync(Some.Now.AddDays(2), 9, Stop));
        Assert.Equal(3, (await Store.Audit.ListAsync(null, null, 9, Stop)).Items.Count);
        Assert.Empty((await Store.Audit.ListAsync(new AccountId(Some.NextId()), null, 9, Stop)).Items);
    }

    private async Task<AccountRow> AccountAsync(string name)
    {
        var (account, workspace) = Some.Account(name);
        await Store.Accounts.RegisterAsync(account, workspace, "enterprise", mayOwn: true, Stop);
        return new AccountRow(account, workspace);
    }
}
