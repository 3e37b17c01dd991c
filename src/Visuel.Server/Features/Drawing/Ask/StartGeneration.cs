using Visuel.Core.Generation;
using Visuel.Core.Quota;
using Visuel.Server.Features.Billing;
using Visuel.Server.Features.Quota;

namespace Visuel.Server.Features.Drawing.Ask;

/// <summary>Starts a generation: looks for its key, prepares the order, looks in the cache, and queues it.</summary>
public sealed class StartGeneration(
    PrepareOrder prepare,
    ReadCachedImage cache,
    ReadQuota quota,
    IGenerations generations,
    QueueGeneration queue,
    QuotaOptions options,
    BillingOptions billing,
    TimeProvider clock)
{
    /// <summary>Starts it, or says why not. Done at once only when the image was there already.</summary>
    /// <param name="patron">Whom it is drawn for.</param>
    /// <param name="wish">What is wanted.</param>
    /// <param name="key">The idempotency key it came with, or null.</param>
    /// <param name="isWatched">Whether an address to watch it at is wanted even when the cache answers.</param>
    /// <param name="stop">Gives up before anything is written.</param>
    public async Task<GenerateOutcome> RunAsync(
        Patron patron, GenerateRequest wish, RequestKey? key, bool isWatched, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (key is not null && await generations.FindByKeyAsync(patron.Workspace, key.Key, now, stop) is { } use)
        {
            return Begun(StartRules.Known(key, use, sameId: null)!);
        }

        return await prepare.RunAsync(patron, wish, stop) switch
        {
            PrepareOutcome.Ready(var order) => await StartAsync(patron, order, key, isWatched, now, stop),
            PrepareOutcome.Refused(var why) => why,
            _ => throw new InvalidOperationException("An order is ready or refused."),
        };
    }

    private async Task<GenerateOutcome> StartAsync(
        Patron patron, PreparedOrder order, RequestKey? key, bool isWatched, DateTimeOffset now, CancellationToken stop)
    {
        var (wish, id) = (order.Request, new GenerationId(Guid.CreateVersion7(now)));
        if (wish.UseCache && await cache.RunAsync(patron.Workspace, order.CacheKey, wish.ContentId, stop) is { } seen)
        {
            if (key is null && !isWatched)
            {
                return new GenerateOutcome.Done(seen.Image, seen.Png, await quota.RunAsync(patron, stop), Cached: true);
            }

            PooledBytes.Release(seen.Png);
            return Begun(await generations.RecordAsync(id, patron.Workspace, seen.Image.Id, key, now, stop));
        }

        var limit = await quota.LimitAsync(patron.Workspace, stop);
        if (billing.Grace.IsOver(limit.Trouble, now))
        {
            return new GenerateOutcome.BillingOnHold(await quota.RunAsync(patron, stop));
        }

        var hold = HoldRules.For(patron, limit, options.Visitors, billing.Grace, id, now, now + options.HoldLease);
        var start = new NewGeneration(hold, order.ToPlan()) { Key = key, Shares = wish.UseCache };
        var outcome = await queue.RunAsync(start, limit.Images, stop);
        return outcome is StartOutcome.NotEnough empty
            ? await RefuseAsync(patron, limit, hold, empty.Usage, stop)
            : Begun(outcome);
    }

    // An allowance may have refused the hold. Its usage is not the period's, so the period's own is read.
    private async Task<GenerateOutcome> RefuseAsync(
        Patron patron, QuotaLimit limit, CreditHold hold, Usage usage, CancellationToken stop)
    {
        var status = hold.Within.Count > 0
            ? await quota.RunAsync(patron, stop)
            : new QuotaStatus(limit, usage, hold.Period);
        return HoldRules.WhyNot(patron, limit, status.Usage) switch
        {
            NoCredit.PlanWithoutImages => new GenerateOutcome.PlanWithoutImages(status),
            NoCredit.GraceUsedUp => new GenerateOutcome.BillingOnHold(status),
            _ => new GenerateOutcome.QuotaExhausted(status),
        };
    }

    private static GenerateOutcome Begun(StartOutcome outcome) => outcome switch
    {
        StartOutcome.Started started => new GenerateOutcome.Accepted(started.Generation),
        StartOutcome.Joined joined => new GenerateOutcome.Accepted(joined.Generation),
        StartOutcome.Repeated repeated => new GenerateOutcome.Accepted(repeated.Generation),
        _ => new GenerateOutcome.KeyMismatch(),
    };
}
