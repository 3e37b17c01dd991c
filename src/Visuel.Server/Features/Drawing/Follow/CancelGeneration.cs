using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Server.Features.Drawing.Draw;

namespace Visuel.Server.Features.Drawing.Follow;

/// <summary>Withdraws a request to draw. Where nobody else waits for the drawing it is stopped,
/// at the provider too.</summary>
public sealed class CancelGeneration(
    IGenerations generations, RunningDrawings running, GenerationNews news, TimeProvider clock)
{
    /// <summary>Withdraws it.</summary>
    public async Task<CancelOutcome> RunAsync(WorkspaceId workspace, GenerationId id, CancellationToken stop)
    {
        var outcome = await generations.CancelAsync(workspace, id, clock.GetUtcNow(), stop);
        if (outcome is CancelOutcome.Cancelled cancelled)
        {
            if (cancelled.Stops is { } drawn)
            {
                // Drawn by another process, it is stopped when that one looks, within a second.
                running.Find(drawn)?.Cancel();
            }

            news.Tell(cancelled.Generation.Leader);
        }

        return outcome;
    }
}
