using Visuel.Core.Library;
using Visuel.Core.Quota;
using Visuel.Server.Stores;

namespace Visuel.Server.Features.Quota;

/// <summary>Settles holds whose drawing is gone: committed where the image was kept, given back where it was not.</summary>
public sealed partial class SettleHolds(
    IQuotaLedger ledger, ILibrary library, ReadQuota quota, NodeSlot node, TimeProvider clock, ILogger<SettleHolds> logger)
{
    private const int Batch = 500;

    /// <summary>Settles what an earlier run of this node left behind. Called once, before it draws.</summary>
    public async Task RunForThisNodeAsync(CancellationToken stop) => await SettleAsync(await ledger.ListHeldByAsync(node.Name, stop), stop);

    /// <summary>Settles holds whose lease ran out, whoever made them. Harmless when two callers do it at once.</summary>
    public async Task RunAsync(CancellationToken stop) => await SettleAsync(await ledger.ListExpiredAsync(clock.GetUtcNow(), Batch, stop), stop);

    private async Task SettleAsync(IReadOnlyList<Credit> credits, CancellationToken stop)
    {
        foreach (var credit in credits)
        {
            if (await library.FindByGenerationAsync(credit.Generation, stop) is null)
            {
                await ledger.ReleaseAsync(credit.Generation, "abandoned", clock.GetUtcNow(), stop);
            }
            else
            {
                await ledger.CommitAsync(credit.Generation, (await quota.LimitAsync(credit.Workspace, stop)).Images, clock.GetUtcNow(), stop);
            }
        }

        if (credits.Count > 0)
        {
            Log.Settled(logger, credits.Count);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Settled {Count} holds that nobody was drawing for any more")]
        public static partial void Settled(ILogger logger, int count);
    }
}
