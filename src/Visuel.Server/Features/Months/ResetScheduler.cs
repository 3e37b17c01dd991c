using Visuel.Core.Quota;
using Visuel.Server.Rounds;

namespace Visuel.Server.Features.Months;

/// <summary>Runs <see cref="ResetMonthlyImageQuotas"/> on the 1st at 00:00:00 UTC, at start when it was missed, and
/// when credits of a month that is over moved since.</summary>
public sealed partial class ResetScheduler(
    ResetMonthlyImageQuotas reset, IPeriodArchive archive, RoundParts parts)
    : Round(Rhythms.SumUpMonths, parts)
{
    // It runs once a minute at most.
    private static readonly TimeSpan Retry = TimeSpan.FromMinutes(1);

    private bool isDue;

    // The clock may be moved while it sleeps, so never as long as it takes.
    protected override TimeSpan Pause
    {
        get
        {
            var now = Clock.GetUtcNow();
            var (left, most) = (Period.Of(now).EndsAt - now, isDue ? Retry : base.Pause);
            return left < most ? left : most;
        }
    }

    protected override async Task<bool> RunAsync(CancellationToken stop)
    {
        if (await IsDueAsync(stop))
        {
            await reset.RunAsync(stop);
        }

        isDue = await IsDueAsync(stop);
        return false;
    }

    protected override void Sleeps(DateTimeOffset until) => Log.Sleeps(Logger, until);

    // By equality, not by order: a run that was recorded while the clock was ahead does not
    // count once it is right again.
    private async Task<bool> IsDueAsync(CancellationToken stop)
    {
        var current = Period.Of(Clock.GetUtcNow());
        return (await archive.FindLastRunAsync(stop))?.LastPeriod != current.Previous
            || await archive.IsBehindAsync(current, stop);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "The monthly reset is looked at again at {At:O}")]
        public static partial void Sleeps(ILogger logger, DateTimeOffset at);
    }
}
