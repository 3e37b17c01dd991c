using Visuel.Core.Accounts;
using Visuel.Core.Quota;

namespace Visuel.Server.Features.Admin;

/// <summary>What a workspace used of each month, the current one first.</summary>
public sealed class ReadUsageByPeriod(IQuotaLedger ledger, IPeriodArchive archive, TimeProvider clock)
{
    private const int Months = 24;

    /// <summary>The months, 24 past ones at most.</summary>
    public async Task<IReadOnlyList<(Period Period, int Used)>> RunAsync(WorkspaceId workspace, CancellationToken stop)
    {
        var current = Period.Of(clock.GetUtcNow());
        var now = await ledger.ReadAsync(workspace, current, stop);
        return [(current, now.Used), .. (await archive.ListAsync(workspace, current, Months, stop)).Select(
            past => (past.Period, past.Used))];
    }
}
