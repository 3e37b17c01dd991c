using Visuel.Composer;
using Visuel.Server.Rounds;
using Visuel.Words;

namespace Visuel.Server.Engines;

/// <summary>Loads the data of the composer and of prompts beside the start, so that the first image does not wait for
/// them.</summary>
public sealed class ComposerWarmUp(Illustrator illustrator, RoundParts parts)
    : Round(Rhythms.LoadComposer, parts)
{
    protected override async Task<bool> RunAsync(CancellationToken stop)
    {
        await Task.Run(illustrator.Warm, stop);
        await Task.Run(() => (ClipTokens.Shared, SubjectReader.Shared), stop);
        return false;
    }
}
