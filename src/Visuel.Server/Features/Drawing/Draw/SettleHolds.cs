using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Quota;
using Visuel.Server.Features.Drawing.Follow;
using Visuel.Server.Features.Quota;
using Visuel.Server.Stores;

namespace Visuel.Server.Features.Drawing.Draw;

/// <summary>Settles holds that nobody renews, by where their generation stands: committed where the image was kept, kept while it is queued, drawn on where a
/// provider still works on it, and given back otherwise.</summary>
public sealed partial class SettleHolds(
    IQuotaLedger ledger,
    IGenerations generations,
    ILibrary library,
    IBlobs blobs,
    DrawGeneration draw,
    DrawingRoom room,
    GenerationNews news,
    ReadQuota quota,
    QuotaOptions options,
    DrawingOptions drawing,
    NodeSlot node,
    TimeProvider clock,
    ILogger<SettleHolds> logger)
{
    private const int Batch = 500;

    /// <summary>Settles what an earlier run of this node left behind. Called once, before it draws.</summary>
    public async Task RunForThisNodeAsync(CancellationToken stop) => await SettleAsync(await ledger.ListHeldByAsync(node.Name, stop), stop);

    /// <summary>Settles holds whose lease ran out, whoever made them. Harmless when two callers do it at once.</summary>
    public async Task RunAsync(CancellationToken stop) => await SettleAsync(await ledger.ListExpiredAsync(clock.GetUtcNow(), Batch, stop), stop);

    private async Task SettleAsync(IReadOnlyList<Credit> credits, CancellationToken stop)
    {
        var settled = 0;
        foreach (var credit in credits)
        {
            // What this process draws itself is only late with its renewal.
            if (room.Find(credit.Generation) is null && await SettleAsync(credit, stop))
            {
                news.Tell(credit.Generation);
                settled++;
            }
        }

        if (settled > 0)
        {
            Log.Settled(logger, settled);
        }
    }

    private async Task<bool> SettleAsync(Credit credit, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (await library.FindByGenerationAsync(credit.Generation, stop) is not null)
        {
            await ledger.CommitAsync(credit.Generation, (await quota.LimitAsync(credit.Workspace, stop)).Images, now, stop);
            return true;
        }

        switch (await generations.FindWorkAsync(credit.Generation, stop))
        {
            case null or { State: GenerationState.Succeeded or GenerationState.Failed or GenerationState.Cancelled }:
                await ledger.ReleaseAsync(credit.Generation, GenerationFailure.Interrupted, now, stop);
                return true;
            case { State: GenerationState.Queued }:
                await ledger.RenewAsync(credit.Generation, now + options.HoldLease, stop);
                return false;
            case var lost:
                return !room.IsClosing && await TakeOverAsync(lost.Id, now, stop);
        }
    }

    private async Task<bool> TakeOverAsync(GenerationId lost, DateTimeOffset now, CancellationToken stop)
    {
        var claim = new DrawingClaim(node.Name, now, now + options.HoldLease, drawing.AtOncePerWorkspace);
        if (await generations.TakeOverAsync(lost, claim, stop) is not { } work)
        {
            return false;
        }

        if (work.Image is { } image)
        {
            // Its file may have been written before its process died. Removed first, so that a death in between leaves it known.
            await blobs.DeleteAsync(work.Workspace, image, stop);
        }

        if (work.Job is { } job && job.Deadline > now)
        {
            Log.Resumed(logger, work.Id, job.Provider);
            draw.Begin(work, hasPlace: false);
            return false;
        }

        return await generations.FailAsync(work.Id, node.Name, new GenerationFailure(GenerationFailure.Interrupted), now, stop);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Settled {Count} holds that nobody was drawing for any more")]
        public static partial void Settled(ILogger logger, int count);

        [LoggerMessage(LogLevel.Information, "Generation {Generation} goes on: its order is still with {Provider}")]
        public static partial void Resumed(ILogger logger, GenerationId generation, string provider);
    }
}
