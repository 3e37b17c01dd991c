namespace Visuel.Server.Rounds;

/// <summary>Wakes a loop that sleeps between its rounds. Set while the loop works, it makes the loop run
/// once more.</summary>
public sealed class WakeSignal : IDisposable
{
    private readonly SemaphoreSlim set = new(0, 1);

    /// <summary>Says that there is something to do.</summary>
    public void Set()
    {
        try
        {
            set.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is going to look anyway.
        }
    }

    /// <summary>Sleeps until it is set, or for so long.</summary>
    public async Task WaitAsync(TimeSpan most, TimeProvider clock, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(set.WaitAsync(either.Token), Task.Delay(most, clock, either.Token));
        await either.CancelAsync();
        stop.ThrowIfCancellationRequested();
    }

    public void Dispose() => set.Dispose();
}
