using Visuel.Composer;
using Visuel.Server.Rounds;

namespace Visuel.Server.Engines;

/// <summary>Loads the composer's data beside the start, so that the first image does not wait for it.</summary>
public sealed class ComposerWarmUp(Illustrator illustrator, RoundParts parts)
    : Round(Rhythms.LoadComposer, parts)
{
    protected override async Task<bool> RunAsync(CancellationToken stop)
    {
        await Task.Run(illustrator.Warm, stop);
        return false;
    }
}
