using Visuel.Core;
using Visuel.Core.Generation;
using Visuel.Server.Features.Drawing.Follow;

namespace Visuel.Server.Features.Drawing.Draw;

/// <summary>Writes down how far a drawing is, at most once a second and only what changed,
/// and the order a provider works on.</summary>
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
    public bool LeavesJobs => drawing.IsLeft;

    /// <summary>Whether a provider works on it by itself.</summary>
    public bool HasJob { get; private set; } = work.Job is not null;

    /// <inheritdoc/>
    public void Report(DrawProgress value)
    {
        lock (gate)
        {
            // At the provider's queue it is being drawn as far as our own is concerned; the position tells the rest.
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
            // The order is paid for: better drawn without a net than given up.
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
            // It is over: what follows says more.
        }
        catch (Exception error)
        {
            // Whatever it is, the drawing goes on.
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
            "Generation {Generation}: the provider's order could not be written down, so it is lost should this " +
            "process die")]
        public static partial void NotRemembered(ILogger logger, GenerationId generation, Exception error);

        [LoggerMessage(LogLevel.Warning, "Generation {Generation}: its progress could not be written down")]
        public static partial void NotReported(ILogger logger, GenerationId generation, Exception error);
    }
}
