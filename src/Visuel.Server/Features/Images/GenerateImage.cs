using Visuel.Core.Generation;
using Visuel.Core.Quota;
using Visuel.Server.Features.Quota;
using Visuel.Server.Http;
using Visuel.Server.Stores;

namespace Visuel.Server.Features.Images;

/// <summary>Draws an image for a workspace: prepare, look in the cache, hold a credit, draw, keep, commit. The only place that calls an engine
/// or holds a credit; the API and the pages all come here.</summary>
public sealed partial class GenerateImage(
    PrepareOrder prepare,
    ReadCachedImage cache,
    ReadQuota quota,
    IQuotaLedger ledger,
    KeepImage keep,
    QuotaOptions options,
    NodeSlot node,
    TimeProvider clock,
    ILogger<GenerateImage> logger)
{
    /// <summary>Runs to its end whoever is still listening; only <paramref name="stop"/>, the end of the server, gives it up, and then the credit is given back.</summary>
    /// <param name="patron">Whom it is drawn for.</param>
    /// <param name="wish">What is wanted.</param>
    /// <param name="progress">Told where it stands.</param>
    /// <param name="stop">The server is stopping.</param>
    public async Task<GenerateOutcome> RunAsync(
        Patron patron, GenerateRequest wish, IProgress<DrawProgress> progress, CancellationToken stop)
    {
        var workspace = patron.Workspace;
        var (order, refused) = await prepare.RunAsync(patron, wish, stop);
        if (order is null)
        {
            return refused!;
        }

        if (wish.UseCache && await cache.RunAsync(workspace, order.CacheKey, wish.ContentId, stop) is { } seen)
        {
            return new GenerateOutcome.Done(seen.Image, seen.Png, await quota.RunAsync(patron, stop), Cached: true);
        }

        var limit = await quota.LimitAsync(workspace, stop);
        var now = clock.GetUtcNow();
        var generation = new GenerationId(Guid.CreateVersion7(now));
        var hold = new CreditHold(generation, workspace, node.Name, now, now + options.HoldLease);
        if (patron.IsVisitor && options.Visitors is { } visitors)
        {
            hold = hold with { Period = Period.OfDay(now), Within = [visitors.At(patron), visitors.Total] };
        }

        if (await ledger.HoldAsync(hold, limit.Images, stop) is HoldOutcome.NotEnough empty)
        {
            var status = patron.IsVisitor ? await quota.RunAsync(patron, stop) : new QuotaStatus(limit, empty.Usage, hold.Period);
            return limit.Images == 0 ? new GenerateOutcome.PlanWithoutImages(status) : new GenerateOutcome.QuotaExhausted(status);
        }

        return await DrawAndKeepAsync(hold, order, limit, progress, stop);
    }

    private async Task<GenerateOutcome> DrawAndKeepAsync(
        CreditHold hold, PreparedOrder order, QuotaLimit limit, IProgress<DrawProgress> progress, CancellationToken stop)
    {
        string? unspent = "failed";
        try
        {
            await using var lease = new HoldLease(ledger, hold.Generation, options, clock, logger);
            var (drawn, by, fault) = await DrawAsync(hold.Generation, order, progress, stop);
            if (drawn is null)
            {
                unspent = WireName.Of(fault!.Class);
                return new GenerateOutcome.EngineFailed(fault);
            }

            progress.Report(new DrawProgress(DrawStage.Saving));
            if (await keep.RunAsync(hold, by, drawn, limit, CancellationToken.None) is not { } kept)
            {
                unspent = WireName.Of(FaultClass.Malformed);
                return new GenerateOutcome.EngineFailed(new EngineFault(FaultClass.Malformed, "The drawing could not be decoded."));
            }

            unspent = null;
            return new GenerateOutcome.Done(kept.Image, kept.Png, await quota.RunAsync(order.Order.Patron!, CancellationToken.None), Cached: false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            unspent = "server_stopping";
            return new GenerateOutcome.ShuttingDown();
        }
        finally
        {
            // Every end but a kept image gives the credit back, exactly once; one that was spent after all stays spent.
            if (unspent is not null)
            {
                await ledger.ReleaseAsync(hold.Generation, unspent, clock.GetUtcNow(), CancellationToken.None);
            }
        }
    }

    private async Task<(Drawing? Drawn, PreparedOrder By, EngineFault? Fault)> DrawAsync(
        GenerationId generation, PreparedOrder order, IProgress<DrawProgress> progress, CancellationToken stop)
    {
        progress.Report(new DrawProgress(DrawStage.Queued));
        switch (await order.Engine.DrawAsync(order.Order, progress, stop))
        {
            case DrawOutcome.Drawn drawn:
                return (drawn.Drawing, order, null);
            case DrawOutcome.Failed failed:
                Log.EngineFailed(logger, generation, order.Engine.Name, failed.Fault.Class, failed.Fault.Detail);
                var standIn = order.Request.Fallback && order.Engine.Name != EngineNames.Composer ? prepare.ForComposer(order) : null;
                return standIn is not null && await standIn.Engine.DrawAsync(standIn.Order, progress, stop) is DrawOutcome.Drawn composed
                    ? (composed.Drawing, standIn, null)
                    : (null, order, failed.Fault);
            case var outcome:
                throw new InvalidOperationException($"An engine answered {outcome.GetType().Name}.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Generation {Generation}: {Engine} did not draw ({Fault}): {Detail}")]
        public static partial void EngineFailed(ILogger logger, GenerationId generation, string engine, FaultClass fault, string detail);
    }
}
