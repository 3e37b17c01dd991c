using Visuel.Core.Generation;
using Visuel.Core.Quota;
using Visuel.Server.Features.Billing;
using Visuel.Server.Features.Drawing.Draw;
using Visuel.Server.Features.Quota;
using Visuel.Server.Stores;

namespace Visuel.Server.Features.Drawing.Ask;

/// <summary>Starts a generation: is the key known, prepare, look in the cache, hold a credit. The only place that holds one.</summary>
public sealed class StartGeneration(
    PrepareOrder prepare,
    ReadCachedImage cache,
    ReadQuota quota,
    IGenerations generations,
    DrawGeneration draw,
    DrawingRoom room,
    QuotaOptions options,
    BillingOptions billing,
    DrawingOptions drawing,
    NodeSlot node,
    TimeProvider clock)
{
    /// <summary>Starts it, or says why not. Done at once only when the image was there already.</summary>
    /// <param name="patron">Whom it is drawn for.</param>
    /// <param name="wish">What is wanted.</param>
    /// <param name="key">The idempotency key it came with, or null.</param>
    /// <param name="isWatched">Whether an address to watch it at is wanted even when the cache answers.</param>
    /// <param name="stop">Gives up before anything is written.</param>
    public async Task<GenerateOutcome> RunAsync(Patron patron, GenerateRequest wish, RequestKey? key, bool isWatched, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (key is not null && await generations.FindByKeyAsync(patron.Workspace, key.Key, now, stop) is { } use)
        {
            return use.BodyHash == key.BodyHash ? new GenerateOutcome.Accepted(use.Generation) : new GenerateOutcome.KeyMismatch();
        }

        var (order, refused) = await prepare.RunAsync(patron, wish, stop);
        if (order is null)
        {
            return refused!;
        }

        var id = new GenerationId(Guid.CreateVersion7(now));
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

        var hold = HoldFor(patron, limit, id, now);
        return await StartAsync(new NewGeneration(hold, order.ToPlan()) { Key = key, Shares = wish.UseCache }, limit.Images, stop) switch
        {
            StartOutcome.NotEnough when limit.Images == 0 => new GenerateOutcome.PlanWithoutImages(await quota.RunAsync(patron, stop)),
            StartOutcome.NotEnough when patron.IsVisitor => new GenerateOutcome.QuotaExhausted(await quota.RunAsync(patron, stop)),
            StartOutcome.NotEnough when limit.Trouble is not null => WithoutCredit(await quota.RunAsync(patron, stop)),
            StartOutcome.NotEnough empty => new GenerateOutcome.QuotaExhausted(new QuotaStatus(limit, empty.Usage, hold.Period)),
            var started => Begun(started),
        };
    }

    // Where there is a place free, what is to be drawn next is claimed in the same write: mostly this very generation.
    private async Task<StartOutcome> StartAsync(NewGeneration start, int? limit, CancellationToken stop)
    {
        var hasPlace = room.TryEnter();
        GenerationWork? claimed = null;
        try
        {
            var now = start.Hold.Now;
            var claim = hasPlace ? new DrawingClaim(node.Name, now, now + options.HoldLease, drawing.AtOncePerWorkspace) : null;
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
                room.GiveBack();
            }

            if (claimed?.Id != start.Hold.Generation)
            {
                // Without a place here, or beyond its workspace's share, it waits for the worker.
                room.Wake();
            }
        }
    }

    private CreditHold HoldFor(Patron patron, QuotaLimit limit, GenerationId id, DateTimeOffset now)
    {
        var hold = new CreditHold(id, patron.Workspace, now, now + options.HoldLease) { Plan = limit.Plan.Name };
        return (patron.IsVisitor ? options.Visitors : null, limit.Trouble) switch
        {
            ({ } visitors, _) => hold with { Period = Period.OfDay(now), Within = [visitors.At(patron), visitors.Total] },
            (_, { UnpaidSince: { } since }) => hold with { Within = [billing.Grace.AllowanceOf(patron.Workspace, since)] },
            _ => hold,
        };
    }

    // Where the month has some left, it is the grace that is used up.
    private static GenerateOutcome WithoutCredit(QuotaStatus status) =>
        status.Usage.HasRoom(status.Limit.Images) ? new GenerateOutcome.BillingOnHold(status) : new GenerateOutcome.QuotaExhausted(status);

    private static GenerateOutcome Begun(StartOutcome outcome) => outcome switch
    {
        StartOutcome.Started started => new GenerateOutcome.Accepted(started.Generation),
        StartOutcome.Joined joined => new GenerateOutcome.Accepted(joined.Generation),
        StartOutcome.Repeated repeated => new GenerateOutcome.Accepted(repeated.Generation),
        _ => new GenerateOutcome.KeyMismatch(),
    };
}
