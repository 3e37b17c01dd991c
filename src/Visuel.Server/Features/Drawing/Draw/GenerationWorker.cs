using Visuel.Core.Generation;
using Visuel.Server.Features.Quota;
using Visuel.Server.Stores;

namespace Visuel.Server.Features.Drawing.Draw;

/// <summary>Draws what is queued, stops what was cancelled elsewhere, and when the server stops, finishes or leaves what is being drawn.</summary>
public sealed partial class GenerationWorker(
    IGenerations generations,
    DrawGeneration draw,
    DrawingRoom room,
    QuotaOptions options,
    DrawingOptions drawing,
    NodeSlot node,
    TimeProvider clock,
    IHostApplicationLifetime server,
    ILogger<GenerationWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Requests in flight are waited for before services are stopped, so the farewell begins with the first word of it.
        using var farewell = server.ApplicationStopping.Register(() => _ = FarewellAsync());
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, server.ApplicationStopping);
        await Task.WhenAll(RepeatAsync(ClaimAsync, either.Token), RepeatAsync(StopLostAsync, stoppingToken));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await room.EmptyAsync(cancellationToken);
    }

    private async Task RepeatAsync(Func<CancellationToken, Task> round, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    await round(stop);
                }
                catch (Exception error) when (!stop.IsCancellationRequested)
                {
                    // Whatever it is, the next round goes on: a worker that ends would end the server.
                    LogFailed(error);
                    await Task.Delay(DrawingOptions.Poll, clock, stop);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    private async Task ClaimAsync(CancellationToken stop)
    {
        await room.EnterAsync(stop);
        GenerationWork? work = null;
        try
        {
            var now = clock.GetUtcNow();
            work = await generations.ClaimAsync(new DrawingClaim(node.Name, now, now + options.HoldLease, drawing.AtOncePerWorkspace), stop);
        }
        finally
        {
            if (work is null)
            {
                room.GiveBack();
            }
        }

        if (work is null)
        {
            await room.WaitForWorkAsync(DrawingOptions.Poll, stop);
        }
        else
        {
            draw.Begin(work, hasPlace: true);
        }
    }

    private async Task StopLostAsync(CancellationToken stop)
    {
        await Task.Delay(DrawingOptions.Poll, clock, stop);
        foreach (var lost in await generations.ListLostAsync(node.Name, room.Running, stop))
        {
            room.Find(lost)?.GiveUp();
        }
    }

    // In real time, whatever clock the drawings live by: these are the process's last seconds.
    private async Task FarewellAsync()
    {
        room.IsClosing = true;
        using var patience = new CancellationTokenSource(drawing.Farewell);
        try
        {
            await room.EmptyAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            LogLeft(room.Running.Count);
            room.LeaveAll();
            await room.EmptyAsync(CancellationToken.None);
        }

        await room.CloseAsync();
    }

    [LoggerMessage(LogLevel.Warning, "What is queued could not be looked at; it waits")]
    private partial void LogFailed(Exception error);

    [LoggerMessage(LogLevel.Warning, "The server stops: {Count} drawings are left to others")]
    private partial void LogLeft(int count);
}
