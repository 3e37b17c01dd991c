using System.Collections.Concurrent;
using Visuel.Core.Generation;
using Visuel.Server.Features.Drawing.Draw;

namespace Visuel.Server.Features.Drawing.Follow;

/// <summary>Wakes those in this process who wait for a generation.
/// What other processes change is found by looking once a second.</summary>
public sealed class GenerationNews(TimeProvider clock)
{
    private readonly ConcurrentDictionary<GenerationId, TaskCompletionSource> waiting = new();

    /// <summary>Ends at the next change of a leader. Take it before looking at the generation,
    /// so that no change falls in between.</summary>
    public Task NextOf(GenerationId leader) =>
        waiting.GetOrAdd(
            leader, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Waits for a change, or until it is time to look again.</summary>
    public async Task WaitAsync(Task next, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(next, Task.Delay(DrawingOptions.Poll, clock, either.Token));
        // Otherwise the timer would outlive its waiter.
        await either.CancelAsync();
        stop.ThrowIfCancellationRequested();
    }

    /// <summary>Something about the leader changed.</summary>
    public void Tell(GenerationId leader)
    {
        if (waiting.TryRemove(leader, out var those))
        {
            those.TrySetResult();
        }
    }
}
