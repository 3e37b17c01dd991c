using System.Runtime.CompilerServices;
using Visuel.Core.Accounts;
using Visuel.Core.Generation;

namespace Visuel.Server.Features.Drawing.Follow;

/// <summary>Tells every change of a generation until it is over, wherever it is drawn.</summary>
public sealed class WatchGeneration(IGenerations generations, GenerationNews news)
{
    /// <summary>The generation as it is, then each time it changed;
    /// nothing when this workspace has none of this id.</summary>
    public async IAsyncEnumerable<Generation> RunAsync(
        WorkspaceId workspace, GenerationId id, [EnumeratorCancellation] CancellationToken stop)
    {
        var seen = 0;
        var next = Task.CompletedTask;
        while (await generations.FindAsync(workspace, id, stop) is { } generation)
        {
            if (generation.Version > seen)
            {
                seen = generation.Version;
                yield return generation;
            }

            if (generation.IsOver)
            {
                yield break;
            }

            await news.WaitAsync(next, stop);
            next = news.NextOf(generation.Leader);
        }
    }
}
