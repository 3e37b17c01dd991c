using Visuel.Core.Quota;
using Visuel.Server.Features.Drawing.Draw;

namespace Visuel.Server.Features.Months;

/// <summary>What a month's end asks for: months that are over are summed up, expired holds are settled. The counters
/// need no reset, since the period is computed from the clock; so it may run twice, late, never, or in two processes at
/// once. Coalesced to once a minute, so that an open address cannot be used to make work.</summary>
public sealed partial class ResetMonthlyImageQuotas(
    IPeriodArchive archive, HoldSweeper holds, TimeProvider clock, ILogger<ResetMonthlyImageQuotas> logger)
{
    // Some milliseconds of the one writer; what others want to write goes between.
    private const int Batch = 200;

    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private Task latest = Task.CompletedTask;
    private DateTimeOffset startedAt;

    /// <summary>Runs, unless it ran within the last minute; whoever comes while it runs waits for its end
    /// and shares it.</summary>
    /// <param name="stop">The server is stopping: what is left is for the next run.
    /// A caller that hangs up stops nothing.</param>
    /// <exception cref="Core.StoreUnavailableException">The store is away.
    /// The next call tries again at once.</exception>
    public Task RunAsync(CancellationToken stop)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            // A clock that was moved back must not silence it for that long.
            var isOver = !latest.IsCompletedSuccessfully || (now - startedAt).Duration() >= Apart;
            if (latest.IsCompleted && isOver)
            {
                startedAt = now;
                latest = Task.Run(() => ResetAsync(now, stop), CancellationToken.None);
            }

            return latest;
        }
    }

    private async Task ResetAsync(DateTimeOffset now, CancellationToken stop)
    {
        var current = Period.Of(now);
        var months = 0;
        while (await archive.ArchiveAsync(current, Batch, now, stop) is > 0 and var more)
        {
            months += more;
        }

        await holds.SettleAsync(stop);
        await archive.RecordRunAsync(new ArchiveRun(now, current.Previous), stop);
        Log.Ran(logger, current.Previous, months);
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Information,
            "The monthly reset ran: archived until {LastPeriod}, {Months} months of workspaces summed up")]
        public static partial void Ran(ILogger logger, Period lastPeriod, int months);
    }
}
