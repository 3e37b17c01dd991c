using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Server.Features.Accounts;

namespace Visuel.Server.Features.Visitors;

/// <summary>Removes visitors whose day is over, with their images.</summary>
public sealed class RemoveExpiredVisitors(IVisitors visitors, EmptyWorkspace empty, TimeProvider clock)
{
    private const int Batch = 100;

    /// <summary>Removes them; how many.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var removed = 0;
        while (await visitors.ListExpiredAsync(clock.GetUtcNow(), Batch, stop) is { Count: > 0 } expired)
        {
            foreach (var workspace in expired)
            {
                await empty.RunAsync(workspace, stop);
                await visitors.RemoveAsync(workspace, stop);
                removed++;
            }
        }

        return removed;
    }
}

/// <summary>Runs <see cref="RemoveExpiredVisitors"/> every ten minutes.</summary>
public sealed partial class VisitorSweeper(RemoveExpiredVisitors remove, TimeProvider clock, ILogger<VisitorSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                if (await remove.RunAsync(stoppingToken) is var count and > 0)
                {
                    LogRemoved(count);
                }
            }
            catch (StoreUnavailableException error)
            {
                LogFailed(error);
            }
        }
        while (await tick.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Information, "Removed {Count} visitors whose day is over, with their images")]
    private partial void LogRemoved(int count);

    [LoggerMessage(LogLevel.Warning, "Visitors whose day is over could not be removed; the next round tries again")]
    private partial void LogFailed(Exception error);
}
