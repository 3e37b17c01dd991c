namespace Visuel.Core.Generation;

/// <summary>Draws images. Only <c>DrawGeneration</c> calls it.</summary>
public interface IImageEngine
{
    /// <summary>Its name on the wire; see <see cref="EngineNames"/>.</summary>
    string Name { get; }

    /// <summary>Its version: part of the prompt cache's key, so that a changed engine draws anew.</summary>
    string Version { get; }

    /// <summary>Whether it understands the user's words by itself, so that no recipe is to be
    /// written around them.</summary>
    bool ReadsTheBrief { get; }

    /// <summary>Whether it could be asked to draw for this patron now;
    /// false while a setting or a token it needs is missing.</summary>
    ValueTask<bool> IsReadyForAsync(Patron patron, CancellationToken stop);

    /// <summary>Draws one image. Failures that can be expected come back as a fault; only a cancelled
    /// <paramref name="stop"/> and bugs throw.</summary>
    Task<DrawOutcome> DrawAsync(Order order, IDrawingWatch watch, CancellationToken stop);
}

/// <summary>What became of an order.</summary>
public abstract record DrawOutcome
{
    private DrawOutcome()
    {
    }

    /// <summary>The picture.</summary>
    public sealed record Drawn(DrawnPicture Picture) : DrawOutcome;

    /// <summary>No picture, and why; when several providers failed differently,
    /// the fault that helps the caller most.</summary>
    public sealed record Failed(EngineFault Fault) : DrawOutcome;
}

/// <summary>Where an engine's order stands.</summary>
public enum DrawStage
{
    /// <summary>Waiting for its turn at the provider.</summary>
    Queued,

    /// <summary>The provider is loading the model.</summary>
    WaitingForModel,

    /// <summary>Being drawn.</summary>
    Drawing,
}

/// <summary>How far a drawing has come.</summary>
/// <param name="Stage">Where it stands.</param>
/// <param name="QueuePosition">Orders in front of it at the provider, or null when unknown.</param>
/// <param name="WaitSeconds">The provider's estimate in seconds, or null.</param>
public sealed record DrawProgress(DrawStage Stage, int? QueuePosition = null, int? WaitSeconds = null);
