namespace Visuel.Server.Blobs;

/// <summary>Moves what <see cref="SpooledBlobs"/> kept in the folder, at start and every 15 s.</summary>
internal sealed partial class SpoolSweeper(SpooledBlobs blobs, TimeProvider clock, ILogger<SpoolSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                if (await blobs.MoveAsync(stoppingToken) is var moved and > 0)
                {
                    LogMoved(moved);
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                LogFailed(error);
            }
        }
        while (await tick.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Information, "Moved {Count} files from the data folder to the bucket")]
    private partial void LogMoved(int count);

    [LoggerMessage(LogLevel.Warning, "Images wait in the data folder for the bucket; the next round tries again")]
    private partial void LogFailed(Exception error);
}
