using Visuel.Core.Accounts;
using Visuel.Core.Billing;
using Visuel.Core.Quota;

namespace Visuel.Server.Features.Quota;

/// <summary>How a workspace stands in the current period.</summary>
public sealed record QuotaStatus(QuotaLimit Limit, Usage Usage, Period Period)
{
    /// <summary>Images left, or null for no limit.</summary>
    public int? Remaining => Usage.Remaining(Limit.Images);
}

/// <summary>Reads the plan and limit in force and what is used of it.</summary>
public sealed class ReadQuota(IAccounts accounts, IQuotaLedger ledger, QuotaOptions options, TimeProvider clock)
{
    /// <summary>The status of the workspace now.</summary>
    public async Task<QuotaStatus> RunAsync(WorkspaceId workspace, CancellationToken stop)
    {
        var period = Period.Of(clock.GetUtcNow());
        var limit = await LimitAsync(workspace, stop);
        return new QuotaStatus(limit, await ledger.ReadAsync(workspace, period, stop), period);
    }

    /// <summary>The plan and limit in force.</summary>
    public async Task<QuotaLimit> LimitAsync(WorkspaceId workspace, CancellationToken stop) =>
        await accounts.FindWorkspaceAsync(workspace, stop) is { } found
            ? QuotaLimit.For(found, options.DefaultPlan)
            : new QuotaLimit(Plans.Free, 0, LimitSource.Plan);
}
