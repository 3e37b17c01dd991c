using Visuel.Core;
using Visuel.Server.Features.Quota;

namespace Visuel.Server.Features.Drawing.Draw;

/// <summary>Runs <see cref="SettleHolds"/> at start for this node's own holds and for what others left, then every 15 s; and <see cref="ForgetOldRecords"/>.</summary>
public sealed partial class HoldSweeper(SettleHolds settle, ForgetOldRecords forget, TimeProvider clock, ILogger<HoldSweeper> logger) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await settle.RunForThisNodeAsync(cancellationToken);
        await settle.RunAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(QuotaOptions.Renewal, clock);
        while (await tick.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await settle.RunAsync(stoppingToken);
                await forget.RunAsync(stoppingToken);
            }
            catch (StoreUnavailableException error)
            {
                Log.SweepFailed(logger, error);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Expired holds could not be settled; the next sweep tries again")]
        public static partial void SweepFailed(ILogger logger, Exception error);
    }
}
