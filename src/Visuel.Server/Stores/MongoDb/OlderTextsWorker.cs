using Visuel.Server.Rounds;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>Has the texts folded that nodes of an older program wrote, beside everything else.</summary>
internal sealed class OlderTextsWorker(MongoOlderTexts texts, RoundParts parts) : Round(Rhythms.FoldOlderTexts, parts)
{
    private TimeSpan? wait;

    // Once all are folded there are no more.
    protected override TimeSpan Pause => wait ?? Timeout.InfiniteTimeSpan;

    protected override async Task<bool> RunAsync(CancellationToken stop)
    {
        wait = await texts.FoldSomeAsync(Clock.GetUtcNow(), stop);
        return wait == TimeSpan.Zero;
    }
}
