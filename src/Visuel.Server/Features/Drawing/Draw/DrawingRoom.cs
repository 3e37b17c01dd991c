using System.Collections.Concurrent;
using Visuel.Core.Generation;
using Visuel.Server.Rounds;

namespace Visuel.Server.Features.Drawing.Draw;

/// <summary>What this process draws right now, and how many places it has for it. Nothing here has to survive:
/// what is drawn stands in the store.</summary>
public sealed class DrawingRoom(DrawingOptions options) : IDisposable
{
    private readonly SemaphoreSlim places = new(options.AtOnce);
    private readonly CancellationTokenSource closed = new();
    private readonly ConcurrentDictionary<GenerationId, RunningDrawing> running = new();

    /// <summary>Rung when there may be something to draw.</summary>
    public Bell Work { get; } = new();

    /// <summary>Set once the server has left what it was drawing: nobody needs to wait here any longer.</summary>
    public CancellationToken Closed => closed.Token;

    /// <summary>Whether the server is stopping, so that nothing new is begun here.</summary>
    public bool IsClosing { get; set; }

    /// <summary>What is drawn here.</summary>
    public IReadOnlyCollection<GenerationId> Running => [.. running.Keys];

    /// <summary>Takes a place, if one is free.</summary>
    public bool TryEnter() => places.Wait(0);

    /// <summary>Waits for a place.</summary>
    public Task EnterAsync(CancellationToken stop) => places.WaitAsync(stop);

    /// <summary>Gives a place back that was not needed.</summary>
    public void GiveBack() => places.Release();

    /// <summary>Says that there may be something to draw.</summary>
    public void Wake() => Work.Ring();

    /// <summary>The drawing of a leader, if it is drawn here.</summary>
    public RunningDrawing? Find(GenerationId leader) => running.GetValueOrDefault(leader);

    /// <summary>Writes a drawing into the room's list.</summary>
    /// <param name="leader">What is drawn.</param>
    /// <param name="hasPlace">Whether it has a place, which its end gives back.</param>
    public RunningDrawing Begin(GenerationId leader, bool hasPlace) => running[leader] = new RunningDrawing(hasPlace);

    /// <summary>Takes a drawing off the list.</summary>
    public void End(GenerationId leader)
    {
        if (!running.TryRemove(leader, out var ended))
        {
            return;
        }

        ended.Go();
        if (ended.HasPlace)
        {
            GiveBack();
            Wake();
        }
    }

    /// <summary>Stops everything that is still drawn, for other processes to pick up where they can.</summary>
    public void LeaveAll()
    {
        foreach (var drawing in running.Values)
        {
            drawing.Leave();
        }
    }

    /// <summary>Waits until nothing is drawn any more.</summary>
    public async Task EmptyAsync(CancellationToken stop)
    {
        while (running.Values is { Count: > 0 } drawings)
        {
            await Task.WhenAll(drawings.Select(drawing => drawing.Gone)).WaitAsync(stop);
        }
    }

    /// <summary>Tells all who wait here that it is of no use any longer.</summary>
    public Task CloseAsync() => closed.CancelAsync();

    public void Dispose()
    {
        places.Dispose();
        Work.Dispose();
        closed.Dispose();
    }
}
