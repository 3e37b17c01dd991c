using Visuel.Core.Generation;
using Visuel.Server.Engines.HuggingFace.Providers;

namespace Visuel.Server.Engines.HuggingFace;

/// <summary>Asks one provider for one image, within its budget, and again where its answer permits; and looks at the file before anyone takes it.</summary>
internal sealed class RetryingProvider(ProviderGuards guards, HuggingFaceOptions options, TimeProvider time)
{
    /// <summary>The image or the last failure. After a budget that ran out it does not ask again: the first request may still be drawn, and be paid for.</summary>
    public async Task<ProviderOutcome> DrawAsync(IHuggingFaceProvider provider, ProviderRequest request, CancellationToken stop)
    {
        using var budget = new CancellationTokenSource(options.Budgets.Provider, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, stop);
        try
        {
            for (var asked = 1; ; asked++)
            {
                var outcome = await guards.AskAsync(provider.Name, limit => AskAsync(provider, request, limit, stop), either.Token);
                if (outcome is not ProviderOutcome.Refused { Fault: var fault } || Patience.Before(fault, asked, options.Budgets) is not { } pause)
                {
                    return outcome;
                }

                if (fault.Class == FaultClass.Warming)
                {
                    request.Watch.Report(new DrawProgress(DrawStage.WaitingForModel, WaitSeconds: (int)Math.Ceiling(pause.TotalSeconds)));
                }

                await Task.Delay(pause, time, either.Token);
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return OutOfTime;
        }
    }

    /// <summary>The image of an order that the provider was given earlier, perhaps by a process that died since, or why there is none. Never asked again.</summary>
    public async Task<ProviderOutcome> ResumeAsync(IJobProvider provider, ProviderRequest request, RemoteJob job, CancellationToken stop)
    {
        using var budget = new CancellationTokenSource(TimeSpan.FromTicks(Math.Max(0, (job.Deadline - time.GetUtcNow()).Ticks)), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, stop);
        try
        {
            return Check(await provider.ResumeAsync(request, job.Name, either.Token));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return OutOfTime;
        }
    }

    private static ProviderOutcome.Refused OutOfTime => new(FaultClass.Timeout, "no image in time");

    // A budget that ran out is the provider's failure, and counts as one; a caller that stopped is not.
    private static async Task<ProviderOutcome> AskAsync(IHuggingFaceProvider provider, ProviderRequest request, CancellationToken limit, CancellationToken stop)
    {
        try
        {
            return Check(await provider.DrawAsync(request, limit));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return OutOfTime;
        }
    }

    private static ProviderOutcome Check(ProviderOutcome outcome) => outcome is ProviderOutcome.Drawn drawn && !ImageFile.IsWhole(drawn.Bytes.Span)
        ? new ProviderOutcome.Refused(FaultClass.Malformed, $"{drawn.Bytes.Length} bytes that are no whole image")
        : outcome;
}
