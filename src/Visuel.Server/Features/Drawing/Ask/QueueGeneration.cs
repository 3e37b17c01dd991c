using Visuel.Core.Generation;
using Visuel.Server.Features.Drawing.Draw;

namespace Visuel.Server.Features.Drawing.Ask;

/// <summary>Holds the credit of a generation and queues it, and draws at once where this process has a place free.
/// The only place that holds a credit.</summary>
public sealed class QueueGeneration(
    IGenerations generations, DrawGeneration draw, RunningDrawings running, NodeClaims claims)
{
    /// <summary>Holds, queues, and claims what is drawn next in the same write: mostly this very generation.</summary>
    /// <param name="start">What to queue.</param>
    /// <param name="limit">The limit in force, in images, or null for none.</param>
    /// <param name="stop">Gives up before the write; never half way.</param>
    public async Task<StartOutcome> RunAsync(NewGeneration start, int? limit, CancellationToken stop)
    {
        var hasPlace = running.TryTakePlace();
        GenerationWork? claimed = null;
        try
        {
            var claim = hasPlace ? claims.At(start.Hold.Now) : null;
            var outcome = await generations.StartAsync(start, limit, claim, stop);
            claimed = (outcome as StartOutcome.Started)?.Claimed;
            return outcome;
        }
        finally
        {
            if (claimed is not null)
            {
                draw.Begin(claimed, hasPlace: true);
            }
            else if (hasPlace)
            {
                running.ReleasePlace();
            }

            if (claimed?.Id != start.Hold.Generation)
            {
                // Without a place here, or beyond its workspace's share, it waits for the worker.
                running.Wake();
            }
        }
    }
}
