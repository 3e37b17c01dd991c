using Visuel.Core;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Server.Features.Drawing.Ask;
using Visuel.Server.Features.Drawing.Follow;
using Visuel.Server.Features.Drawing.Keep;

namespace Visuel.Server.Features.Drawing.Draw;

/// <summary>Draws a generation that this process claimed: draw, keep, or say why not.
/// The only place that calls an engine.</summary>
public sealed partial class DrawGeneration(
    PrepareOrder prepare,
    KeepImage keep,
    IBlobs blobs,
    RunningDrawings running,
    DrawingRecords records,
    GenerationNews news,
    ILogger<DrawGeneration> logger)
{
    /// <summary>Begins to draw, beside the caller.</summary>
    /// <param name="work">What was claimed.</param>
    /// <param name="hasPlace">Whether it holds a place in <see cref="RunningDrawings"/>, to be given back.</param>
    public void Begin(GenerationWork work, bool hasPlace)
    {
        var drawing = running.Begin(work.Id, hasPlace);
        // The drawing outlives the request that started it, so it does not carry that request's context.
        using var apart = ExecutionContext.SuppressFlow();
        _ = Task.Run(() => RunAsync(work, drawing));
    }

    private async Task RunAsync(GenerationWork work, RunningDrawing drawing)
    {
        try
        {
            drawing.End(await DrawAsync(work, drawing));
        }
        catch (OperationCanceledException) when (drawing.Stop.IsCancellationRequested)
        {
            // It was cancelled, or another process draws it. Either way the store knows already.
            drawing.End(null);
        }
        catch (StoreUnavailableException error)
        {
            Log.NotKept(logger, work.Id, error);
            await TryFailAsync(work, drawing, error is StorageFullException
                ? GenerationFailure.StorageFull
                : GenerationFailure.StoreUnavailable);
            drawing.Fail(error);
        }
        catch (Exception error)
        {
            // A bug in one drawing must not end the others.
            Log.Bug(logger, work.Id, error);
            await TryFailAsync(work, drawing, GenerationFailure.Unexpected);
            drawing.Fail(error);
        }
        finally
        {
            running.End(work.Id);
            news.Tell(work.Id);
        }
    }

    private async Task<Image?> DrawAsync(GenerationWork work, RunningDrawing drawing)
    {
        // This call ignores the stop signal: only the block below records that a drawing was stopped.
        var order = await prepare.ResumeAsync(work, CancellationToken.None);
        await using var lease = records.Lease(work.Id, drawing.Cancel);
        await using var watch = records.Watch(work, drawing);
        try
        {
            var (drawn, by, fault) = await DrawAsync(work.Id, order, watch, drawing.Stop);
            return drawn is null
                ? await FailAsync(work, GenerationFailure.Of(fault!))
                : await KeepAsync(work, drawing, by, drawn);
        }
        catch (OperationCanceledException) when (drawing.IsForShutdown)
        {
            _ = watch.HasJob
                ? await records.ParkAsync(work.Id)
                : await records.FailAsync(work.Id, new GenerationFailure(GenerationFailure.Interrupted));
            return null;
        }
    }

    private async Task<(DrawnPicture? Drawn, PreparedOrder By, EngineFault? Fault)> DrawAsync(
        GenerationId generation, PreparedOrder order, DrawingWatch watch, CancellationToken stop)
    {
        switch (await order.Engine.DrawAsync(order.Order, watch, stop))
        {
            case DrawOutcome.Drawn drawn:
                return (drawn.Picture, order, null);
            case DrawOutcome.Failed failed:
                Log.EngineFailed(logger, generation, order.Engine.Name, failed.Fault.Class, failed.Fault.Detail);
                var standIn = order.Request.Fallback && order.Engine.Name != EngineNames.Composer
                    ? await prepare.ForComposerAsync(order, stop)
                    : null;
                return standIn is not null
                    && await standIn.Engine.DrawAsync(standIn.Order, watch, stop) is DrawOutcome.Drawn composed
                    ? (composed.Picture, standIn, null)
                    : (null, order, failed.Fault);
            case var outcome:
                throw new InvalidOperationException($"An engine answered {outcome.GetType().Name}.");
        }
    }

    // Nothing stops this call: the picture is drawn and paid for.
    private async Task<Image?> KeepAsync(
        GenerationWork work, RunningDrawing drawing, PreparedOrder by, DrawnPicture drawn) =>
        await keep.RunAsync(work, drawing, by, drawn) switch
        {
            KeepImageOutcome.Kept kept => kept.Image,
            KeepImageOutcome.NotWanted => null,
            KeepImageOutcome.NoPicture => await FailAsync(
                work, GenerationFailure.Of(new EngineFault(FaultClass.Malformed, "The drawing could not be decoded."))),
            _ => await FailAsync(work, new GenerationFailure(GenerationFailure.WorkspaceGone)),
        };

    private async Task<Image?> FailAsync(GenerationWork work, GenerationFailure failure)
    {
        await records.FailAsync(work.Id, failure);
        return null;
    }

    // Where the failure cannot be written, SettleHolds gives the credit back once the lease has run out.
    private async Task TryFailAsync(GenerationWork work, RunningDrawing drawing, string reason)
    {
        try
        {
            // A generation that failed never gets an image record, so the file is deleted.
            if (await records.FailAsync(work.Id, new GenerationFailure(reason)) && drawing.Image is { } image)
            {
                await blobs.DeleteAsync(work.Workspace, image, CancellationToken.None);
            }
        }
        catch (Exception error)
        {
            // Those who wait are told the first failure, whatever this second one is.
            Log.LeftToSweep(logger, work.Id, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Engine} drew no image for generation {Generation} ({Fault}): {Detail}")]
        public static partial void EngineFailed(
            ILogger logger, GenerationId generation, string engine, FaultClass fault, string detail);

        [LoggerMessage(
            LogLevel.Error, "Generation {Generation} failed: the image could not be kept; its credit is given back")]
        public static partial void NotKept(ILogger logger, GenerationId generation, Exception error);

        [LoggerMessage(
            LogLevel.Error, "Generation {Generation} failed with an unexpected exception; its credit is given back")]
        public static partial void Bug(ILogger logger, GenerationId generation, Exception error);

        [LoggerMessage(
            LogLevel.Warning,
            "The end of generation {Generation} could not be written; its credit is given back when its lease ends")]
        public static partial void LeftToSweep(ILogger logger, GenerationId generation, Exception error);
    }
}
