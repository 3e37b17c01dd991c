using Visuel.Core;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>Has the texts folded that nodes of an older program wrote, beside everything else.</summary>
internal sealed partial class OlderTextsWorker(
    MongoOlderTexts texts, TimeProvider clock, ILogger<OlderTextsWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        TimeSpan? wait = TimeSpan.Zero;
        while (wait is { } time)
        {
            await Task.Delay(time, clock, stop);
            try
            {
                wait = await texts.FoldSomeAsync(clock.GetUtcNow(), stop);
            }
            catch (StoreUnavailableException error)
            {
                LogAway(error);
                wait = Pause;
            }
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "The server could not prepare texts of an older version for search; it tries again in a minute")]
    private partial void LogAway(StoreUnavailableException error);
}
