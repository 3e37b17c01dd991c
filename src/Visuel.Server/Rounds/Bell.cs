namespace Visuel.Server.Rounds;

/// <summary>Wakes a loop that sleeps between its rounds. Rung while the loop is at work,
/// it goes round once more.</summary>
public sealed class Bell : IDisposable
{
    private readonly SemaphoreSlim rung = new(0, 1);

    /// <summary>Says that there is something to do.</summary>
    public void Ring()
    {
        try
        {
            rung.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is going to look anyway.
        }
    }

    /// <summary>Sleeps until it is rung, or for so long.</summary>
    public async Task WaitAsync(TimeSpan most, TimeProvider clock, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(rung.WaitAsync(either.Token), Task.Delay(most, clock, either.Token));
        await either.CancelAsync();
        stop.ThrowIfCancellationRequested();
    }

    public void Dispose() => rung.Dispose();
}
