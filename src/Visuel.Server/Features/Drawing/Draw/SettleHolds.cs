using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Quota;
using Visuel.Server.Features.Drawing.Follow;

namespace Visuel.Server.Features.Drawing.Draw;

/// <summary>Settles holds that nobody renews, as <see cref="SettleRules"/> say: renewed while the generation is
/// queued, drawn on where a provider still works on it, and given back otherwise.</summary>
public sealed partial class SettleHolds(
    IQuotaLedger ledger,
    IGenerations generations,
    IBlobs blobs,
    DrawGeneration draw,
    RunningDrawings running,
    GenerationNews news,
    NodeClaims claims,
    ILogger<SettleHolds> logger)
{
    private const int Batch = 500;

    /// <summary>Holds that an earlier run of this node left behind. To be settled once, before it draws.</summary>
    public Task<IReadOnlyList<Credit>> ListOwnAsync(CancellationToken stop) =>
        ledger.ListHeldByAsync(claims.Node, stop);

    /// <summary>Holds whose lease ran out, whoever made them.</summary>
    /// <param name="beyond">How many more to list than settle, since those are set aside.</param>
    /// <param name="stop">Gives up.</param>
    public Task<IReadOnlyList<Credit>> ListExpiredAsync(int beyond, CancellationToken stop) =>
        ledger.ListExpiredAsync(claims.Now.Now, Batch + beyond, stop);

    /// <summary>Settles a hold, unless it is not to be settled yet. Harmless when two callers do it at once.</summary>
    public async Task RunAsync(Credit credit, CancellationToken stop)
    {
        // What this process draws itself is only late with its renewal.
        if (running.Find(credit.Generation) is null && await SettleAsync(credit, stop))
        {
            news.Tell(credit.Generation);
            Log.Settled(logger, credit.Generation);
        }
    }

    private async Task<bool> SettleAsync(Credit credit, CancellationToken stop)
    {
        var claim = claims.Now;
        var work = await generations.FindWorkAsync(credit.Generation, stop);
        switch (SettleRules.Of(work?.State))
        {
            case Settlement.GiveBack:
                await ledger.ReleaseAsync(credit.Generation, GenerationFailure.Interrupted, claim.Now, stop);
                return true;
            case Settlement.Renew:
                await ledger.RenewAsync(credit.Generation, claim.LeaseUntil, stop);
                return false;
            default:
                return !running.IsShuttingDown && await TakeOverAsync(credit.Generation, claim, stop);
        }
    }

    private async Task<bool> TakeOverAsync(GenerationId lost, DrawingClaim claim, CancellationToken stop)
    {
        if (await generations.TakeOverAsync(lost, claim, stop) is not { } work)
        {
            return false;
        }

        if (work.Image is { } image)
        {
            // Its file may have been written before its process died.
            // Removed first, so that a death in between leaves it known.
            await blobs.DeleteAsync(work.Workspace, image, stop);
        }

        if (SettleRules.GoesOn(work.Job, claim.Now))
        {
            Log.Resumed(logger, work.Id, work.Job!.Provider);
            draw.Begin(work, hasPlace: false);
            return false;
        }

        return await generations.FailAsync(
            work.Id, claims.Node, new GenerationFailure(GenerationFailure.Interrupted), claim.Now, stop);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "No process drew generation {Generation} any more; its hold is settled")]
        public static partial void Settled(ILogger logger, GenerationId generation);

        [LoggerMessage(LogLevel.Information, "Generation {Generation} goes on: its order is still with {Provider}")]
        public static partial void Resumed(ILogger logger, GenerationId generation, string provider);
    }
}
