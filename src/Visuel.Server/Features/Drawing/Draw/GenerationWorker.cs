using Visuel.Core.Generation;
using Visuel.Server.Features.Quota;
using Visuel.Server.Rounds;
using Visuel.Server.Stores;

namespace Visuel.Server.Features.Drawing.Draw;

/// <summary>Draws what is queued, as long as there are places for it and the server does not stop.</summary>
public sealed class GenerationWorker(
    IGenerations generations,
    DrawGeneration draw,
    DrawingRoom room,
    QuotaOptions options,
    DrawingOptions drawing,
    NodeSlot node,
    IHostApplicationLifetime server,
    RoundParts parts)
    // In real time, whatever clock the drawings live by: other processes fill the queue too.
    : Round(Rhythms.Draw, parts, room.Work, isInRealTime: true)
{
    // Requests in flight are waited for before the server stops its parts, so the last drawing begins before that.
    protected override CancellationToken Ends => server.ApplicationStopping;

    protected override async Task<bool> RunAsync(CancellationToken stop)
    {
        await room.EnterAsync(stop);
        GenerationWork? work = null;
        try
        {
            var now = Clock.GetUtcNow();
            work = await generations.ClaimAsync(
                new DrawingClaim(node.Name, now, now + options.HoldLease, drawing.AtOncePerWorkspace), stop);
        }
        finally
        {
            if (work is null)
            {
                room.GiveBack();
            }
        }

        if (work is null)
        {
            return false;
        }

        draw.Begin(work, hasPlace: true);
        return true;
    }
}
