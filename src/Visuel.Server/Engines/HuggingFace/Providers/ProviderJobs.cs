using Visuel.Core.Generation;

namespace Visuel.Server.Engines.HuggingFace.Providers;

/// <summary>An order at a provider.</summary>
/// <param name="Name">The provider's name of the order.</param>
/// <param name="Look">The call that reads its status.</param>
/// <param name="Read">Reads the answer to that call; null when it cannot be read.</param>
internal sealed record ProviderJob(string Name, UpstreamCall Look, Func<Memory<byte>, JobState?> Read)
{
    /// <summary>The call that cancels the order, or null when the provider has none.</summary>
    public UpstreamCall? Cancel { get; init; }

    /// <summary>The pause between two calls for the status; null begins with a short pause that grows.</summary>
    public TimeSpan? Every { get; init; }
}

/// <summary>The status of an order.</summary>
/// <param name="IsOver">Whether the order has ended, with or without an image.</param>
/// <param name="Progress">How far it is.</param>
internal sealed record JobState(bool IsOver, DrawProgress Progress)
{
    /// <summary>An order that is being drawn, or has ended.</summary>
    public static JobState Working(bool isOver) => new(isOver, new DrawProgress(DrawStage.Drawing));
}

/// <summary>Waits for the end of orders. An order is paid for, so a call for its status that fails is repeated, and no
/// second order is made.</summary>
internal sealed class ProviderJobs(UpstreamClient upstream, HuggingFaceOptions options, TimeProvider time)
{
    private const int MostBadLooks = 3;
    private const double Slower = 1.5;

    /// <summary>Asks for the status until the order has ended. Returns the last answer, or the failure after which no
    /// end is expected. An order that has not ended is cancelled at the provider, unless another process is to wait for
    /// it (<see cref="IDrawingWatch.LeavesJobs"/>).</summary>
    public async Task<UpstreamOutcome> WaitAsync(ProviderJob job, ProviderRequest request, CancellationToken stop)
    {
        var isOver = false;
        try
        {
            if (request.Order.Job?.Name != job.Name)
            {
                var remembered = new RemoteJob(
                    request.Entry.Provider, request.Entry.ProviderId, job.Name,
                    time.GetUtcNow() + options.Budgets.Provider);
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

    private async Task<UpstreamOutcome> LookAsync(
        ProviderJob job, IProgress<DrawProgress> progress, CancellationToken stop)
    {
        var pause = job.Every ?? options.Budgets.FirstPoll;
        DrawProgress? said = null;
        for (var badLooks = 0; ;)
        {
            await Task.Delay(pause, time, stop);
            pause = job.Every
                ?? (pause * Slower < options.Budgets.LongestPoll ? pause * Slower : options.Budgets.LongestPoll);
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

    // The provider may ignore this call; nothing here depends on it.
    private async Task CancelAsync(UpstreamCall cancel)
    {
        using var budget = new CancellationTokenSource(options.Budgets.Cancel, time);
        try
        {
            await upstream.SendAsync(cancel, budget.Token);
        }
        catch (OperationCanceledException)
        {
            // The provider did not answer in time. Nothing else can be done.
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
