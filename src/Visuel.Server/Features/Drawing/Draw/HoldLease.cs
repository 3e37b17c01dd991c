using Visuel.Core.Generation;
using Visuel.Core.Quota;
using Visuel.Server.Features.Quota;

namespace Visuel.Server.Features.Drawing.Draw;

/// <summary>Renews a hold while its image is being drawn, and tells when it is not held any more.</summary>
internal sealed partial class HoldLease : IAsyncDisposable
{
    private readonly CancellationTokenSource ended = new();
    private readonly Task renewing;

    public HoldLease(
        IQuotaLedger ledger, GenerationId generation, QuotaOptions options, TimeProvider clock,
        Action lost, ILogger logger) =>
        renewing = RenewAsync(ledger, generation, options, clock, lost, logger);

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await renewing;
        ended.Dispose();
    }

    private async Task RenewAsync(
        IQuotaLedger ledger, GenerationId generation, QuotaOptions options, TimeProvider clock,
        Action lost, ILogger logger)
    {
        using var tick = new PeriodicTimer(QuotaOptions.Renewal, clock);
        try
        {
            while (await tick.WaitForNextTickAsync(ended.Token))
            {
                try
                {
                    if (!await ledger.RenewAsync(generation, clock.GetUtcNow() + options.HoldLease, ended.Token))
                    {
                        lost();
                        return;
                    }
                }
                catch (Exception error) when (!ended.IsCancellationRequested)
                {
                    // Whatever it is, the drawing goes on and the next tick tries again; a lease that runs out
                    // meanwhile costs at most a free image, never a lost one.
                    Log.RenewalFailed(logger, generation, error);
                }
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The hold of generation {Generation} could not be renewed")]
        public static partial void RenewalFailed(ILogger logger, GenerationId generation, Exception error);
    }
}
