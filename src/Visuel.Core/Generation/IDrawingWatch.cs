namespace Visuel.Core.Generation;

/// <summary>Whoever ordered a drawing, as the engine sees them: told how far it is,
/// and what to remember should this process die.</summary>
public interface IDrawingWatch : IProgress<DrawProgress>
{
    /// <summary>Whether an order is to be left with its provider when the drawing is stopped, for whoever picks it up;
    /// otherwise the provider is told to stop.</summary>
    bool LeavesJobs { get; }

    /// <summary>Remembers an order that a provider works on by itself;
    /// when the task ends that survives a crash.</summary>
    Task RememberAsync(RemoteJob job, CancellationToken stop);
}
