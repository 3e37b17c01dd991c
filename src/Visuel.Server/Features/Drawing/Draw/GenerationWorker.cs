using Visuel.Core.Generation;
using Visuel.Server.Rounds;

namespace Visuel.Server.Features.Drawing.Draw;

/// <summary>Draws what is queued, as long as there are places for it and the server does not stop.</summary>
public sealed class GenerationWorker(
    IGenerations generations,
    DrawGeneration draw,
    DrawingRoom room,
    NodeClaims claims,
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
            work = await generations.ClaimAsync(claims.Now, stop);
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
