namespace Visuel.Server.Features.Drawing.Draw;

/// <summary>When the server stops, waits for what is being drawn, and after a while leaves it to other
/// processes.</summary>
public sealed partial class FinishDrawings(
    DrawingRoom room, DrawingOptions options, IHostApplicationLifetime server, ILogger<FinishDrawings> logger)
    : IHostedService
{
    /// <summary>Listens for the first word of the stop: requests in flight are waited for before parts of the server
    /// are.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        server.ApplicationStopping.Register(() => _ = FinishAsync());
        return Task.CompletedTask;
    }

    /// <summary>Waits until nothing is drawn any more.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => room.EmptyAsync(cancellationToken);

    // In real time, whatever clock the drawings live by: these are the process's last seconds.
    private async Task FinishAsync()
    {
        room.IsClosing = true;
        using var patience = new CancellationTokenSource(options.Farewell);
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

    [LoggerMessage(LogLevel.Warning, "The server stops: {Count} drawings are left to others")]
    private partial void LogLeft(int count);
}
