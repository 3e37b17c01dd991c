using Visuel.Core.Library;

namespace Visuel.Server.Features.Drawing.Draw;

/// <summary>A drawing that this process is at.</summary>
// The source has no timer, so there is nothing to free; freeing it would race with whoever cancels.
#pragma warning disable CA1001
public sealed class RunningDrawing(bool hasPlace)
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource stop = new();
    private readonly TaskCompletionSource<Image?> kept = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether it has a place of its own in the room.</summary>
    public bool HasPlace => hasPlace;

    /// <summary>Set when it is to stop.</summary>
    public CancellationToken Stop => stop.Token;

    /// <summary>Whether it stops because the server does, so that a provider's order is left for
    /// whoever picks it up.</summary>
    public bool IsLeft { get; private set; }

    /// <summary>The id its image has, once its file may be there.</summary>
    public ImageId? Image { get; set; }

    /// <summary>The image it kept, or null when it kept none; fails when the store or the disk did.</summary>
    public Task<Image?> Kept => kept.Task;

    /// <summary>Over, and off the room's list.</summary>
    public Task Gone => gone.Task;

    /// <summary>Nobody wants it any more, or somebody else draws it.</summary>
    public void GiveUp() => stop.Cancel();

    /// <summary>The server stops.</summary>
    public void Leave()
    {
        IsLeft = true;
        stop.Cancel();
    }

    /// <summary>It is over.</summary>
    public void End(Image? image) => kept.TrySetResult(image);

    /// <summary>It is over, and neither store nor disk could be told.</summary>
    public void Fail(Exception error)
    {
        kept.TrySetException(error);
        // Seen, also when nobody waits for it.
        _ = kept.Task.Exception;
    }

    /// <summary>It is off the room's list.</summary>
    public void Go() => gone.TrySetResult();
}
