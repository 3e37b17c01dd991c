using Visuel.Core.Accounts;
using Visuel.Core.Generation;
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
    /// <summary>The status of an account's workspace now.</summary>
    public Task<QuotaStatus> RunAsync(WorkspaceId workspace, CancellationToken stop) =>
        RunAsync(new Patron(workspace), stop);

    /// <summary>The status now. A visitor's is the day's, and the tightest of three: by cookie, by address, and of all
    /// visitors together, which when it is used up is told as the visitor's own.</summary>
    public async Task<QuotaStatus> RunAsync(Patron patron, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (!patron.IsVisitor || options.Visitors is not { } visitors)
        {
            return new QuotaStatus(
                await LimitAsync(patron.Workspace, stop),
                await ledger.ReadAsync(patron.Workspace, Period.Of(now), stop), Period.Of(now));
        }

        var today = Period.OfDay(now);
        var own = await ledger.ReadAsync(patron.Workspace, today, stop);
        var address = await ledger.ReadAsync(visitors.At(patron), today, stop);
        var all = await ledger.ReadAsync(visitors.Total, today, stop);
        return new QuotaStatus(QuotaLimit.ForVisitors(visitors), visitors.Tightest(own, address, all), today);
    }

    /// <summary>The plan and limit in force.</summary>
    public async Task<QuotaLimit> LimitAsync(WorkspaceId workspace, CancellationToken stop) =>
        LimitOf(await accounts.FindWorkspaceAsync(workspace, stop));

    /// <summary>The plan and limit in force of a workspace that was read; of one that is gone, none.</summary>
    public QuotaLimit LimitOf(Workspace? workspace) =>
        QuotaLimit.InForce(workspace, options.DefaultPlan, options.Visitors);
}
