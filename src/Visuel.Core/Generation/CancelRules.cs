using Visuel.Core.Quota;

namespace Visuel.Core.Generation;

/// <summary>A drawing that nobody waits for once a request is cancelled.</summary>
/// <param name="SentCancelsToday">How many orders that were already sent the workspace has cancelled today; see
/// <see cref="CancelRules.IsSentCancel"/>.</param>
/// <param name="Credit">The credit of the drawing, or null.</param>
public sealed record UnwantedDrawing(int SentCancelsToday, Credit? Credit);

/// <summary>What a cancel does. A drawing goes on until the last of its requesters cancels.</summary>
public static class CancelRules
{
    /// <summary>The answer to a cancel that changes nothing, or null when the request may be cancelled.</summary>
    public static CancelOutcome? Refuse(StoredGeneration? request, StoredGeneration? leader) =>
        request is null ? new CancelOutcome.Missing()
        : request.StateSeen(leader).MayBeCancelled() ? null
        : new CancelOutcome.TooLate();

    /// <summary>Cancels a request that <see cref="Refuse"/> did not refuse. The last requester ends the drawing: its
    /// credit is given back, but spent where the order was already sent and the workspace has used up its
    /// <see cref="GenerationRules.FreeCancelsPerDay"/>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="leader">The generation it joined, or null.</param>
    /// <param name="unwanted">The drawing, when nobody else waits for it; otherwise null.</param>
    /// <param name="now">When.</param>
    public static Decision<CancelOutcome> Cancel(
        StoredGeneration request, StoredGeneration? leader, UnwantedDrawing? unwanted, DateTimeOffset now)
    {
        var withdraw = new Change.Withdraw(request.Id, request.Leader is null, now);
        var withdrawn = withdraw.To(request);
        if (unwanted is null)
        {
            return new(new CancelOutcome.Cancelled(withdrawn.Present(leader), Stops: null), withdraw);
        }

        var isSent = request.StateSeen(leader) is not GenerationState.Queued;
        var isFree = !isSent || unwanted.SentCancelsToday < GenerationRules.FreeCancelsPerDay;
        var end = new Change.End(request.DrawnAs, GenerationState.Cancelled, now);
        var seen = request.Leader is null
            ? end.To(withdrawn).Present(leader: null)
            : withdrawn.Present(leader is null ? null : end.To(leader));
        return new(
            new CancelOutcome.Cancelled(seen, request.DrawnAs),
            [
                withdraw,
                end,
                .. isFree
                    ? CreditRules.GiveBack(unwanted.Credit, CreditReason.Cancelled, now)
                    : CreditRules.Charge(unwanted.Credit, CreditReason.CancelledTooOften, now),
            ]);
    }

    /// <summary>Whether a generation counts as an order that was sent and cancelled that day.</summary>
    public static bool IsSentCancel(StoredGeneration generation, DateTimeOffset now) =>
        generation is { State: GenerationState.Cancelled, Leader: null, StartedAt: not null }
        && generation.FinishedAt >= Period.OfDay(now).StartsAt;
}
