using Visuel.Core.Generation;
using Visuel.Server.Rounds;

namespace Visuel.Server.Features.Drawing.Draw;

/// <summary>Draws what is queued, as long as there are places for it and the server does not stop.</summary>
public sealed class GenerationWorker(
    IGenerations generations,
    DrawGeneration draw,
    RunningDrawings running,
    NodeClaims claims,
    IHostApplicationLifetime server,
    RoundParts parts)
    // Polls in real time, even under a test's clock: other processes fill the queue too.
    : Round(Rhythms.Draw, parts, running.Work, isInRealTime: true)
{
    // The host stops services only after the last request. The worker stops earlier, at ApplicationStopping.
    protected override CancellationToken Ends => server.ApplicationStopping;

    protected override async Task<bool> RunAsync(CancellationToken stop)
    {
        await running.TakePlaceAsync(stop);
        GenerationWork? work = null;
        try
        {
            work = await generations.ClaimAsync(claims.Now, stop);
        }
        finally
        {
            if (work is null)
            {
                running.ReleasePlace();
            }
        }

        if (work is null)
        {
            return false;
        }

        draw.Begin(work, hasPlace: true);
        return true;
    }
}
