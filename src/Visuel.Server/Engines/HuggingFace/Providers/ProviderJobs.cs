using Visuel.Core.Generation;

namespace Visuel.Server.Engines.HuggingFace.Providers;

/// <summary>An order that a provider works on by itself.</summary>
/// <param name="Name">What the provider calls it, to ask for it again.</param>
/// <param name="Look">The call that shows where it stands.</param>
/// <param name="Read">Reads an answer to it; null when it is nonsense.</param>
internal sealed record ProviderJob(string Name, UpstreamCall Look, Func<Memory<byte>, JobState?> Read)
{
    /// <summary>The call that gives it up, or null when the provider has none.</summary>
    public UpstreamCall? Cancel { get; init; }

    /// <summary>The pause between two looks; null begins with short ones that grow.</summary>
    public TimeSpan? Every { get; init; }
}

/// <summary>What a look at an order shows.</summary>
/// <param name="IsOver">Whether there is nothing more to wait for, be it drawn or failed.</param>
/// <param name="Progress">Where it stands.</param>
internal sealed record JobState(bool IsOver, DrawProgress Progress)
{
    /// <summary>Worked on, or over.</summary>
    public static JobState Working(bool isOver) => new(isOver, new DrawProgress(DrawStage.Drawing));
}

/// <summary>Waits for orders through the router. They are paid for, so a look that fails is only repeated.</summary>
internal sealed class ProviderJobs(UpstreamClient upstream, HuggingFaceOptions options, TimeProvider time)
{
    private const int MostBadLooks = 3;
    private const double Slower = 1.5;

    /// <summary>Looks until the order is over: the last answer then, else why it never will be. Whoever stops waiting gives the order up, unless it is left for
    /// somebody else to pick up.</summary>
    public async Task<UpstreamOutcome> WaitAsync(ProviderJob job, ProviderRequest request, CancellationToken stop)
    {
        var isOver = false;
        try
        {
            if (request.Order.Job?.Name != job.Name)
            {
                var remembered = new RemoteJob(request.Entry.Provider, request.Entry.ProviderId, job.Name, time.GetUtcNow() + options.Budgets.Provider);
                await request.Watch.RememberAsync(remembered, stop);
            }

            var outcome = await LookAsync(job, request.Watch, stop);
            isOver = outcome is UpstreamOutcome.Answered;
            return outcome;
        }
        finally
        {
            if (!isOver && !request.Watch.LeavesJobs && job.Cancel is { } cancel)
            {
                await CancelAsync(cancel);
            }
        }
    }

    private async Task<UpstreamOutcome> LookAsync(ProviderJob job, IProgress<DrawProgress> progress, CancellationToken stop)
    {
        var pause = job.Every ?? options.Budgets.FirstPoll;
        DrawProgress? said = null;
        for (var badLooks = 0; ;)
        {
            await Task.Delay(pause, time, stop);
            pause = job.Every ?? (pause * Slower < options.Budgets.LongestPoll ? pause * Slower : options.Budgets.LongestPoll);
            var outcome = await upstream.SendAsync(job.Look, stop);
            switch (outcome)
            {
                case UpstreamOutcome.Answered { Reply.Body: var body } when job.Read(body) is { } state:
                    if (state.IsOver)
                    {
                        return outcome;
                    }

                    badLooks = 0;
                    said = Say(progress, said, state.Progress);
                    break;
                case UpstreamOutcome.Failed { Reply.Status: 404 }:
                    return Failed(ProviderFault.Final(FaultClass.Unavailable, "the order is no longer known"));
                case UpstreamOutcome.Failed { Fault: var fault } when !fault.MayRetry || ++badLooks == MostBadLooks:
                    return Failed(fault with { MayRetry = false });
                case UpstreamOutcome.Answered when ++badLooks == MostBadLooks:
                    return Failed(ProviderFault.Final(FaultClass.Malformed, "the state of the order is nonsense"));
                default:
                    break;
            }
        }
    }

    // Whether the provider listens is not known, and changes nothing here.
    private async Task CancelAsync(UpstreamCall cancel)
    {
        using var budget = new CancellationTokenSource(options.Budgets.Cancel, time);
        try
        {
            await upstream.SendAsync(cancel, budget.Token);
        }
        catch (OperationCanceledException)
        {
            // It was worth a try.
        }
    }

    private static UpstreamOutcome.Failed Failed(ProviderFault fault) => new(fault, null);

    private static DrawProgress Say(IProgress<DrawProgress> progress, DrawProgress? said, DrawProgress now)
    {
        if (now != said)
        {
            progress.Report(now);
        }

        return now;
    }
}
