namespace Visuel.Server.Features.Drawing.Draw;

/// <summary>When the server stops, waits for its drawings for <see cref="DrawingOptions.ShutdownGrace"/>, then
/// leaves the rest to other processes.</summary>
public sealed partial class FinishDrawings(
    RunningDrawings running, DrawingOptions options, IHostApplicationLifetime server, ILogger<FinishDrawings> logger)
    : IHostedService
{
    /// <summary>Registers for ApplicationStopping. The host stops services only after the last request, which may
    /// itself wait for a drawing.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        server.ApplicationStopping.Register(() => _ = FinishAsync());
        return Task.CompletedTask;
    }

    /// <summary>Waits until nothing is drawn any more.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => running.WaitUntilEmptyAsync(cancellationToken);

    // Measured in real time, even under a test's clock: the scheduler's grace period is real.
    private async Task FinishAsync()
    {
        running.IsShuttingDown = true;
        using var grace = new CancellationTokenSource(options.ShutdownGrace);
        try
        {
            await running.WaitUntilEmptyAsync(grace.Token);
        }
        catch (OperationCanceledException)
        {
            LogLeft(running.All.Count);
            running.StopAll();
            await running.WaitUntilEmptyAsync(CancellationToken.None);
        }

        await running.CloseAsync();
    }

    [LoggerMessage(LogLevel.Warning, "The server stops; {Count} unfinished drawings are left to other processes")]
    private partial void LogLeft(int count);
}
