using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Server.Features.Drawing.Draw;
using Visuel.Server.Features.Drawing.Follow;
using Visuel.Server.Features.Library;
using Visuel.Server.Features.Quota;

namespace Visuel.Server.Features.Drawing.Ask;

/// <summary>Waits for a generation, wherever it is drawn, and gives its image.</summary>
public sealed class AwaitGeneration(
    IGenerations generations, RunningDrawings running, GenerationNews news, ILibrary library, ReadImageFile files,
    ReadQuota quota, TimeProvider clock)
{
    /// <summary>What became of it. <see cref="GenerateOutcome.Accepted"/> when it is not over in time, or when this
    /// process stops and leaves the drawing to others.</summary>
    public async Task<GenerateOutcome> RunAsync(
        Patron patron, Generation generation, TimeSpan most, CancellationToken stop)
    {
        using var budget = new CancellationTokenSource(most, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, running.Closed, stop);
        var drawing = running.Find(generation.Leader);
        try
        {
            while (!generation.IsOver)
            {
                var next = news.NextOf(generation.Leader);
                drawing ??= running.Find(generation.Leader);
                if (drawing is { Kept.IsFaulted: true })
                {
                    // The drawing failed on the store or the disk; this caller gets the same exception.
                    await drawing.Kept;
                }

                if (await generations.FindAsync(patron.Workspace, generation.Id, either.Token) is not { } now)
                {
                    return new GenerateOutcome.ImageGone();
                }

                generation = now;
                if (!generation.IsOver)
                {
                    await news.WaitAsync(next, either.Token);
                }
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            return new GenerateOutcome.Accepted(generation);
        }

        return await OutcomeAsync(patron, generation, drawing, stop);
    }

    private async Task<GenerateOutcome> OutcomeAsync(
        Patron patron, Generation generation, RunningDrawing? drawing, CancellationToken stop)
    {
        if (generation.State is not GenerationState.Succeeded)
        {
            return generation.Failure is { } failure
                ? new GenerateOutcome.Failed(failure)
                : new GenerateOutcome.Cancelled();
        }

        // Where this process drew the image, its record is in memory. Its file is read: the buffer was given back.
        var kept = drawing is null ? null : await drawing.Kept;
        var image = kept ?? await library.FindAsync(patron.Workspace, generation.Image!.Value, stop);
        return image is not null && await files.RunAsync(image, stop) is { } png
            ? new GenerateOutcome.Done(image, png, await quota.RunAsync(patron, stop), generation.FromCache)
            : new GenerateOutcome.ImageGone();
    }
}
