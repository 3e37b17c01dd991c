using Visuel.Core.Generation;
using Visuel.Server.Rounds;
using Visuel.Server.Stores;

namespace Visuel.Server.Features.Drawing.Draw;

/// <summary>Stops drawings of this process that were cancelled elsewhere, or that another process has taken
/// over.</summary>
public sealed class LostDrawings(
    IGenerations generations, RunningDrawings running, NodeSlot node, RoundParts parts)
    : Round(Rhythms.StopLostDrawings, parts)
{
    protected override async Task<bool> RunAsync(CancellationToken stop)
    {
        foreach (var lost in await generations.ListLostAsync(node.Name, running.All, stop))
        {
            running.Find(lost)?.Cancel();
        }

        return false;
    }
}
