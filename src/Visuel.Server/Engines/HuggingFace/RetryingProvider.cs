using Visuel.Core.Generation;
using Visuel.Server.Engines.HuggingFace.Providers;

namespace Visuel.Server.Engines.HuggingFace;

/// <summary>Asks one provider for one image within the provider's time budget, repeats the call where the failure
/// allows it, and checks the file.</summary>
internal sealed class RetryingProvider(ProviderGuards guards, HuggingFaceOptions options, TimeProvider time)
{
    /// <summary>The image or the last failure. When the budget has run out, the provider is not asked again: it may
    /// still draw the first request, and charge.</summary>
    public async Task<ProviderOutcome> DrawAsync(
        IHuggingFaceProvider provider, ProviderRequest request, CancellationToken stop)
    {
        using var budget = new CancellationTokenSource(options.Budgets.Provider, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, stop);
        try
        {
            for (var asked = 1; ; asked++)
            {
                var outcome = await guards.AskAsync(
                    provider.Name, limit => AskAsync(provider, request, limit, stop), either.Token);
                if (outcome is not ProviderOutcome.Refused { Fault: var fault }
                    || RetryRules.Before(fault, asked, options.Budgets) is not { } pause)
                {
                    return outcome;
                }

                if (fault.Class == FaultClass.Warming)
                {
                    request.Watch.Report(new DrawProgress(
                        DrawStage.WaitingForModel, WaitSeconds: (int)Math.Ceiling(pause.TotalSeconds)));
                }

                await Task.Delay(pause, time, either.Token);
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return OutOfTime;
        }
    }

    /// <summary>The image of an order that the provider was given earlier, perhaps by a process that died since, or why
    /// there is none. The call is not repeated.</summary>
    public async Task<ProviderOutcome> ResumeAsync(
        IJobProvider provider, ProviderRequest request, RemoteJob job, CancellationToken stop)
    {
        using var budget = new CancellationTokenSource(
            TimeSpan.FromTicks(Math.Max(0, (job.Deadline - time.GetUtcNow()).Ticks)), time);
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

    // A budget that ran out counts as a failure of the provider; a caller that stopped does not.
    private static async Task<ProviderOutcome> AskAsync(
        IHuggingFaceProvider provider, ProviderRequest request, CancellationToken limit, CancellationToken stop)
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

    private static ProviderOutcome Check(ProviderOutcome outcome) =>
        outcome is ProviderOutcome.Drawn drawn && !ImageFile.IsWhole(drawn.Bytes.Span)
            ? new ProviderOutcome.Refused(FaultClass.Malformed, $"{drawn.Bytes.Length} bytes that are no whole image")
            : outcome;
}
