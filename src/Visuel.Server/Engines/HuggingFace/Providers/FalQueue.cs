using Visuel.Core.Generation;

namespace Visuel.Server.Engines.HuggingFace.Providers;

/// <summary>Waits in fal's queue, through the router.</summary>
internal sealed class FalQueue(UpstreamClient upstream, HuggingFaceOptions options, TimeProvider time)
{
    private const int MostBadLooks = 3;
    private const double Slower = 1.5;

    /// <summary>Looks until the order is completed; null then, else why it never will be. The order is paid for, so a look that fails is only repeated.</summary>
    /// <param name="request">The order.</param>
    /// <param name="path">Where it is at fal.</param>
    /// <param name="stop">Ends the waiting.</param>
    public async Task<ProviderFault?> WaitAsync(ProviderRequest request, string path, CancellationToken stop)
    {
        var pause = options.Budgets.FirstPoll;
        DrawProgress? said = null;
        for (var badLooks = 0; ;)
        {
            await Task.Delay(pause, time, stop);
            pause = pause * Slower < options.Budgets.LongestPoll ? pause * Slower : options.Budgets.LongestPoll;
            switch (await upstream.SendAsync(Call(HttpMethod.Get, request, $"{path}/status"), stop))
            {
                case UpstreamOutcome.Answered { Reply.Body: var body } when UpstreamJson.Read<FalTicket>(body) is { Status: { } status } ticket:
                    if (status == "COMPLETED")
                    {
                        return null;
                    }

                    badLooks = 0;
                    said = Say(request.Progress, said, ticket);
                    break;
                case UpstreamOutcome.Failed { Reply.Status: 404 }:
                    return ProviderFault.Final(FaultClass.Unavailable, "the queue no longer knows the order");
                case UpstreamOutcome.Failed { Fault: var fault } when !fault.MayRetry || ++badLooks == MostBadLooks:
                    return fault with { MayRetry = false };
                case UpstreamOutcome.Answered when ++badLooks == MostBadLooks:
                    return ProviderFault.Final(FaultClass.Malformed, "the queue speaks nonsense");
                default:
                    break;
            }
        }
    }

    /// <summary>Asks fal for the result of a completed order.</summary>
    public Task<UpstreamOutcome> FetchAsync(ProviderRequest request, string path, CancellationToken stop) =>
        upstream.SendAsync(Call(HttpMethod.Get, request, path), stop);

    /// <summary>Tells fal that nobody waits any more. Whether it listens is not known, and changes nothing here.</summary>
    public async Task CancelAsync(ProviderRequest request, string path)
    {
        using var budget = new CancellationTokenSource(options.Budgets.Cancel, time);
        try
        {
            await upstream.SendAsync(Call(HttpMethod.Put, request, $"{path}/cancel"), budget.Token);
        }
        catch (OperationCanceledException)
        {
            // It was worth a try.
        }
    }

    private UpstreamCall Call(HttpMethod method, ProviderRequest request, string path) =>
        UpstreamCall.AtRouter(method, options, FalAi.ProviderName, $"{path}?_subdomain=queue", request.Token);

    private static DrawProgress Say(IProgress<DrawProgress> progress, DrawProgress? said, FalTicket ticket)
    {
        var now = ticket.Status == "IN_QUEUE" ? new DrawProgress(DrawStage.Queued, ticket.QueuePosition) : new DrawProgress(DrawStage.Drawing);
        if (now != said)
        {
            progress.Report(now);
        }

        return now;
    }
}
