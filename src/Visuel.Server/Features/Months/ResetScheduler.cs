using Visuel.Core.Quota;

namespace Visuel.Server.Features.Months;

/// <summary>Runs <see cref="ResetMonthlyImageQuotas"/> on the 1st at 00:00:00 UTC, at start when it was missed, and when credits of a month that is over moved since.</summary>
public sealed partial class ResetScheduler(
    ResetMonthlyImageQuotas reset, IPeriodArchive archive, TimeProvider clock, ILogger<ResetScheduler> logger) : BackgroundService
{
    // The clock may be moved while it sleeps.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Retry = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var sleep = await TryAsync(stoppingToken) ? LongestSleep : Retry;
            var now = clock.GetUtcNow();
            var left = Period.Of(now).EndsAt - now;
            sleep = left < sleep ? left : sleep;
            var asleep = Task.Delay(sleep, clock, stoppingToken);
            Log.Sleeps(logger, now + sleep);
            await asleep;
        }
    }

    /// <summary>Runs it if it is due; false when it is due still.</summary>
    private async Task<bool> TryAsync(CancellationToken stop)
    {
        try
        {
            if (await IsDueAsync(stop))
            {
                await reset.RunAsync(stop);
            }

            return !await IsDueAsync(stop);
        }
#pragma warning disable CA1031 // Whatever it is, drawing goes on without: a schedule must not end the server.
        catch (Exception error) when (!stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.Failed(logger, error);
            return false;
        }
    }

    // By equality, not by order: a run that was recorded while the clock was ahead does not count once it is right again.
    private async Task<bool> IsDueAsync(CancellationToken stop)
    {
        var current = Period.Of(clock.GetUtcNow());
        return (await archive.FindLastRunAsync(stop))?.LastPeriod != current.Previous || await archive.IsBehindAsync(current, stop);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "The monthly reset is looked at again at {At:O}")]
        public static partial void Sleeps(ILogger logger, DateTimeOffset at);

        [LoggerMessage(LogLevel.Warning, "The monthly reset could not run; no count depends on it, and it is tried again in a minute")]
        public static partial void Failed(ILogger logger, Exception error);
    }
}
