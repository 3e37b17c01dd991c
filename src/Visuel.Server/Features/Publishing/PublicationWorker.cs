using Visuel.Core.Library;
using Visuel.Server.Rounds;

namespace Visuel.Server.Features.Publishing;

/// <summary>Makes and removes public copies, one after the other, as soon as they are due; what fails is tried again,
/// ever later, for as long as it takes. The store keeps when, so that each node knows.</summary>
internal sealed class PublicationWorker(
    IPublicCopies copies, PublishCopy publish, RoundParts parts)
    : Round(Rhythms.PublishCopies, parts)
{
    private const int AtOnce = 4;

    // Longer than a few copies take; then another node may have them.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    protected override async Task<bool> RunAsync(CancellationToken stop)
    {
        var now = Clock.GetUtcNow();
        var due = await copies.TakeAsync(now, now + Lease, AtOnce, stop);
        foreach (var copy in due)
        {
            if (!await TryAsync(Thing.Of(copy.Image), () => publish.RunAsync(copy, stop), stop, evenAway: true))
            {
                var wait = Rhythms.PublishCopies.SetAside.After(copy.Attempts + 1);
                await copies.DelayAsync(copy.Image, Clock.GetUtcNow() + wait, stop);
            }
        }

        return due.Count > 0;
    }
}
