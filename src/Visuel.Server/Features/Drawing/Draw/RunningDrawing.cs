using Visuel.Core.Library;

namespace Visuel.Server.Features.Drawing.Draw;

/// <summary>A drawing that this process makes.</summary>
// The source has no timer, so there is nothing to free; freeing it would race with whoever cancels.
#pragma warning disable CA1001
public sealed class RunningDrawing(bool hasPlace)
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource stop = new();
    private readonly TaskCompletionSource<Image?> kept = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource removed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether it holds one of the places of <see cref="RunningDrawings"/>.</summary>
    public bool HasPlace => hasPlace;

    /// <summary>Cancelled when the drawing is to stop.</summary>
    public CancellationToken Stop => stop.Token;

    /// <summary>Whether it stops because the server does. Its order then stays at the provider,
    /// for the process that takes it over.</summary>
    public bool IsForShutdown { get; private set; }

    /// <summary>The id of its image, once the file may be written; null before.</summary>
    public ImageId? Image { get; set; }

    /// <summary>The image it kept, or null when it kept none; fails when the store or the disk did.</summary>
    public Task<Image?> Kept => kept.Task;

    /// <summary>Completes once the drawing is off the list of <see cref="RunningDrawings"/>.</summary>
    public Task Removed => removed.Task;

    /// <summary>Stops it: its requesters cancelled it, or another process draws it.</summary>
    public void Cancel() => stop.Cancel();

    /// <summary>Stops it because the server stops.</summary>
    public void StopForShutdown()
    {
        IsForShutdown = true;
        stop.Cancel();
    }

    /// <summary>Tells those who wait for <see cref="Kept"/>.</summary>
    public void End(Image? image) => kept.TrySetResult(image);

    /// <summary>Tells those who wait that store or disk refused to write the end.</summary>
    public void Fail(Exception error)
    {
        kept.TrySetException(error);
        // Observed, so that the runtime does not report it where nobody waits.
        _ = kept.Task.Exception;
    }

    /// <summary>Completes <see cref="Removed"/>.</summary>
    public void MarkRemoved() => removed.TrySetResult();
}
