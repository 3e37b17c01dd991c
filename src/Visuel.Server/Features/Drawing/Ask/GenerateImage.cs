using Visuel.Core.Generation;

namespace Visuel.Server.Features.Drawing.Ask;

/// <summary>Makes an image for a workspace: start, then wait. The API and the pages all come here; what they start is
/// drawn to its end whoever still listens.</summary>
public sealed class GenerateImage(StartGeneration start, AwaitGeneration wait)
{
    /// <summary>Starts it and waits for its image.</summary>
    /// <param name="patron">Whom it is drawn for.</param>
    /// <param name="wish">What is wanted.</param>
    /// <param name="key">The idempotency key it came with, or null.</param>
    /// <param name="most">How long to wait; zero not to wait at all.</param>
    /// <param name="stop">Stops waiting, not drawing.</param>
    public async Task<GenerateOutcome> RunAsync(
        Patron patron, GenerateRequest wish, RequestKey? key, TimeSpan most, CancellationToken stop)
    {
        var isWatched = most <= TimeSpan.Zero;
        var outcome = await start.RunAsync(patron, wish, key, isWatched, stop);
        return outcome is GenerateOutcome.Accepted accepted && !isWatched
            ? await wait.RunAsync(patron, accepted.Generation, most, stop)
            : outcome;
    }
}
