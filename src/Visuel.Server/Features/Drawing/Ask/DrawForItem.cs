using System.Runtime.CompilerServices;
using Visuel.Core.Generation;
using Visuel.Server.Answers;
using Visuel.Server.Features.Drawing.Follow;

namespace Visuel.Server.Features.Drawing.Ask;

/// <summary>What the wand on a content item does: starts a drawing, tells how far it is, and gives the image, or says
/// why there is none.</summary>
public sealed class DrawForItem(
    GenerateImage generate, WatchGeneration watch, ReadItemImages images, ImageProblems answers, Problems problems,
    IHostApplicationLifetime server)
{
    /// <summary>Draws it. The states end with one that is no <see cref="WandState.Drawing"/>, unless nobody listens any
    /// more or the server stops.</summary>
    /// <param name="wish">What is wanted.</param>
    /// <param name="stop">Stops listening. What is started is drawn to its end all the same.</param>
    public async IAsyncEnumerable<WandState> RunAsync(
        WandWish wish, [EnumeratorCancellation] CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, server.ApplicationStopping);
        await using var states = DrawAsync(wish, either.Token).GetAsyncEnumerator(either.Token);
        while (await NextAsync(states, either.Token) is { } state)
        {
            yield return state;
        }
    }

    // An outage is a state like any other; the states end after it.
    private async Task<WandState?> NextAsync(IAsyncEnumerator<WandState> states, CancellationToken stop)
    {
        try
        {
            return await states.MoveNextAsync() ? states.Current : null;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception error) when (Outages.Of(error) is { } outage)
        {
            return new WandState.Refused(outage, problems.Sentence(error)!, WandOffers.None);
        }
    }

    private async IAsyncEnumerable<WandState> DrawAsync(WandWish wish, [EnumeratorCancellation] CancellationToken stop)
    {
        yield return new WandState.Drawing(null);
        var request = new GenerateRequest
        {
            Prompt = wish.Words,
            ContentId = wish.Item,
            Model = wish.Model,
            UseCache = !wish.IsAnother,
            Titled = wish.Titled,
        };
        // Started even where the page is left at once: the image lands on the item.
        var outcome = await generate.RunAsync(
            new Patron(wish.Workspace), request, key: null, TimeSpan.Zero, server.ApplicationStopping);
        if (outcome is GenerateOutcome.Accepted started)
        {
            Generation? last = null;
            await foreach (var now in watch.RunAsync(wish.Workspace, started.Generation.Id, stop))
            {
                last = now;
                if (!now.IsOver)
                {
                    yield return new WandState.Drawing(now);
                }
            }

            if (last is { State: GenerationState.Succeeded, Image: { } drawn })
            {
                var all = await images.ListAsync(wish.Workspace, wish.Item, stop);
                if (all.FirstOrDefault(image => image.Id == drawn) is { } image)
                {
                    yield return new WandState.Ready(image, all);
                    yield break;
                }
            }

            outcome = last switch
            {
                { Failure: { } failure } => new GenerateOutcome.Failed(failure),
                { State: GenerationState.Cancelled } => new GenerateOutcome.Cancelled(),
                _ => new GenerateOutcome.ImageGone(),
            };
        }

        yield return outcome is GenerateOutcome.Cancelled
            ? new WandState.Cancelled()
            : new WandState.Refused(
                ImageProblems.ProblemOf(outcome), answers.Sentence(outcome, wish.Reader),
                await OffersAsync(wish, outcome, stop));
    }

    private async Task<WandOffers> OffersAsync(WandWish wish, GenerateOutcome outcome, CancellationToken stop) =>
        outcome switch
        {
            GenerateOutcome.QuotaExhausted or GenerateOutcome.PlanWithoutImages or GenerateOutcome.BillingOnHold =>
                WandOffers.Plans,
            GenerateOutcome.Failed { Failure.Fault: not null } when wish.Model != ImageModels.Composer.Id
                && !await images.IsOfflineAsync(wish.Workspace, stop) => WandOffers.Composer,
            _ => WandOffers.None,
        };
}
