namespace Visuel.Server.Features.Quota;

/// <summary>What a month's end asks for: expired holds are settled. The counters need no reset, since the period is computed from the clock.
/// Coalesced to once a minute, so that an open address cannot be used to make work.</summary>
public sealed class ResetMonthlyImageQuotas(SettleHolds settle, TimeProvider clock)
{
    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(1);

    private long lastRun = long.MinValue;

    /// <summary>Runs, unless it ran within the last minute.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow().UtcTicks;
        var last = Interlocked.Read(ref lastRun);
        if ((last == long.MinValue || now - last >= Apart.Ticks) && Interlocked.CompareExchange(ref lastRun, now, last) == last)
        {
            await settle.RunAsync(stop);
        }
    }
}
