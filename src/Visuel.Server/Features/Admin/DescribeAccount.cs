using Visuel.Client.Wire;
using Visuel.Core.Accounts;
using Visuel.Core.Quota;
using Visuel.Server.Answers;
using Visuel.Server.Features.Quota;

namespace Visuel.Server.Features.Admin;

/// <summary>An account as its administrators see it: what is in force, where that comes from,
/// and what was used of it this month.</summary>
public sealed class DescribeAccount(IAccounts accounts, IQuotaLedger ledger, QuotaOptions options, TimeProvider clock)
{
    /// <summary>The account of this id, or null.</summary>
    public async Task<AdminAccountAnswer?> RunAsync(AccountId id, CancellationToken stop) =>
        await accounts.FindAsync(id, stop) is { } account
            && await accounts.FindWorkspaceAsync(account.Workspace, stop) is { } workspace
            ? await RunAsync(new AccountRow(account, workspace), stop)
            : null;

    /// <summary>An account that was read.</summary>
    public async Task<AdminAccountAnswer> RunAsync(AccountRow row, CancellationToken stop)
    {
        var usage = await ledger.ReadAsync(row.Workspace.Id, Period.Of(clock.GetUtcNow()), stop);
        var limit = QuotaLimit.For(row.Workspace, options.DefaultPlan);
        var planFrom = row.Workspace switch
        {
            { GrantedPlan: { } granted } when granted == limit.Plan.Name => "granted",
            { SubscribedPlan: { } subscribed } when subscribed == limit.Plan.Name => "subscription",
            _ => "default",
        };
        return new AdminAccountAnswer(
            row.Account.Id.Value, row.Account.Email,
            row.Account.Name, WireName.Of(row.Account.Role), limit.Plan.Name, planFrom, limit.Images,
            WireName.Of(limit.From), row.Workspace.Override?.Reason, usage.Used, row.Account.CreatedAt);
    }
}
