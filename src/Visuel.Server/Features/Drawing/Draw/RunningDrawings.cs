using System.Collections.Concurrent;
using Visuel.Core.Generation;
using Visuel.Server.Rounds;

namespace Visuel.Server.Features.Drawing.Draw;

/// <summary>The drawings that this process makes now, and its places for them. Nothing here survives a crash:
/// the store knows what is drawn.</summary>
public sealed class RunningDrawings(DrawingOptions options) : IDisposable
{
    private readonly SemaphoreSlim places = new(options.AtOnce);
    private readonly CancellationTokenSource closed = new();
    private readonly ConcurrentDictionary<GenerationId, RunningDrawing> running = new();

    /// <summary>Set when the queue may hold something to draw.</summary>
    public WakeSignal Work { get; } = new();

    /// <summary>Cancelled once this process draws nothing more: waiting for it is of no use.</summary>
    public CancellationToken Closed => closed.Token;

    /// <summary>Whether the server is stopping, so that nothing new is begun here.</summary>
    public bool IsShuttingDown { get; set; }

    /// <summary>The generations drawn here.</summary>
    public IReadOnlyCollection<GenerationId> All => [.. running.Keys];

    /// <summary>Takes a place, if one is free.</summary>
    public bool TryTakePlace() => places.Wait(0);

    /// <summary>Waits for a place.</summary>
    public Task TakePlaceAsync(CancellationToken stop) => places.WaitAsync(stop);

    /// <summary>Gives a place back that was not needed.</summary>
    public void ReleasePlace() => places.Release();

    /// <summary>Says that there may be something to draw.</summary>
    public void Wake() => Work.Set();

    /// <summary>The drawing of a leader, if it is drawn here.</summary>
    public RunningDrawing? Find(GenerationId leader) => running.GetValueOrDefault(leader);

    /// <summary>Adds a drawing to the list.</summary>
    /// <param name="leader">What is drawn.</param>
    /// <param name="hasPlace">Whether it has a place, which its end gives back.</param>
    public RunningDrawing Begin(GenerationId leader, bool hasPlace) => running[leader] = new RunningDrawing(hasPlace);

    /// <summary>Takes a drawing off the list and gives its place back.</summary>
    public void End(GenerationId leader)
    {
        if (!running.TryRemove(leader, out var ended))
        {
            return;
        }

        ended.MarkRemoved();
        if (ended.HasPlace)
        {
            ReleasePlace();
            Wake();
        }
    }

    /// <summary>Stops everything that is still drawn, for other processes to pick up where they can.</summary>
    public void StopAll()
    {
        foreach (var drawing in running.Values)
        {
            drawing.StopForShutdown();
        }
    }

    /// <summary>Waits until nothing is drawn any more.</summary>
    public async Task WaitUntilEmptyAsync(CancellationToken stop)
    {
        while (running.Values is { Count: > 0 } drawings)
        {
            await Task.WhenAll(drawings.Select(drawing => drawing.Removed)).WaitAsync(stop);
        }
    }

    /// <summary>Cancels <see cref="Closed"/>.</summary>
    public Task CloseAsync() => closed.CancelAsync();

    public void Dispose()
    {
        places.Dispose();
        Work.Dispose();
        closed.Dispose();
    }
}
