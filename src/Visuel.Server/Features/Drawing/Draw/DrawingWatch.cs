using Visuel.Core;
using Visuel.Core.Generation;
using Visuel.Server.Features.Drawing.Follow;

namespace Visuel.Server.Features.Drawing.Draw;

/// <summary>Writes the progress of a drawing to the store, at most once a second and only what changed, and the
/// order that a provider works on.</summary>
internal sealed partial class DrawingWatch(
    GenerationWork work, RunningDrawing drawing, IGenerations generations, GenerationNews news, string node,
    TimeProvider clock, ILogger logger)
    : IDrawingWatch, IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource ended = new();
    private DrawProgress latest = new(DrawStage.Drawing);
    private DrawProgress written = new(DrawStage.Drawing);
    private Task writing = Task.CompletedTask;

    /// <inheritdoc/>
    public bool LeavesJobs => drawing.IsForShutdown;

    /// <summary>Whether a provider works on it by itself.</summary>
    public bool HasJob { get; private set; } = work.Job is not null;

    /// <inheritdoc/>
    public void Report(DrawProgress value)
    {
        lock (gate)
        {
            // Our own queue ends when a provider has the order, so the stage is "drawing". The position is that
            // provider's.
            latest = value.Stage is DrawStage.Queued ? value with { Stage = DrawStage.Drawing } : value;
            if (writing.IsCompleted && latest != written)
            {
                writing = WriteAsync();
            }
        }
    }

    /// <inheritdoc/>
    public async Task RememberAsync(RemoteJob job, CancellationToken stop)
    {
        try
        {
            HasJob = await generations.RememberAsync(work.Id, node, job, stop);
        }
        catch (StoreUnavailableException error)
        {
            // The provider has the order and charges for it, so the drawing goes on. A crash would lose the order.
            Log.NotRemembered(logger, work.Id, error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await writing;
        ended.Dispose();
    }

    private async Task WriteAsync()
    {
        await Task.Yield();
        try
        {
            while (TakeLatest() is { } now)
            {
                await generations.ReportAsync(work.Id, node, now, ended.Token);
                news.Tell(work.Id);
                await Task.Delay(DrawingOptions.Poll, clock, ended.Token);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The drawing is over: its end replaces its progress.
        }
        catch (Exception error)
        {
            // Progress is for people who watch; the drawing goes on without it.
            Log.NotReported(logger, work.Id, error);
        }
    }

    private DrawProgress? TakeLatest()
    {
        lock (gate)
        {
            if (latest == written)
            {
                writing = Task.CompletedTask;
                return null;
            }

            return written = latest;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "The provider's order for generation {Generation} could not be stored; it is lost if this process " +
            "dies")]
        public static partial void NotRemembered(ILogger logger, GenerationId generation, Exception error);

        [LoggerMessage(LogLevel.Warning, "The progress of generation {Generation} could not be stored")]
        public static partial void NotReported(ILogger logger, GenerationId generation, Exception error);
    }
}
