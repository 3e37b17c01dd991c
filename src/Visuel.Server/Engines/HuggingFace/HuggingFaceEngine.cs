using System.Diagnostics;
using Visuel.Core.Generation;
using Visuel.Server.Engines.HuggingFace.Providers;

namespace Visuel.Server.Engines.HuggingFace;

/// <summary>Draws through Hugging Face's router. It asks the providers that have the model, one after the
/// other.</summary>
internal sealed partial class HuggingFaceEngine(
    HuggingFaceOptions options,
    ProviderMappings mappings,
    RetryingProvider retrying,
    KnownProviders providers,
    ChooseToken tokens,
    TokenCredit credit,
    TimeProvider time,
    ILogger<HuggingFaceEngine> logger) : IImageEngine
{
    /// <inheritdoc/>
    public string Name => EngineNames.HuggingFace;

    /// <inheritdoc/>
    public string Version => "hf-1";

    /// <inheritdoc/>
    public bool ReadsTheBrief => false;

    /// <inheritdoc/>
    public async ValueTask<bool> IsReadyForAsync(Patron patron, CancellationToken stop) =>
        options.Endpoint is not null || await tokens.FindAsync(patron, stop) is not null;

    /// <inheritdoc/>
    public async Task<DrawOutcome> DrawAsync(Order order, IDrawingWatch watch, CancellationToken stop)
    {
        using var budget = new CancellationTokenSource(options.Budgets.Total, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, stop);
        var attempts = new Attempts(
            order, order.Patron is { } patron ? await tokens.FindAsync(patron, stop) : options.Token,
            watch, time.GetTimestamp());
        try
        {
            return await DrawAsync(attempts, either.Token) is { } drawing
                ? new DrawOutcome.Drawn(drawing)
                : Fail(attempts);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            attempts.Faults.Add(new EngineFault(FaultClass.Timeout, "no image in time"));
            return Fail(attempts);
        }
    }

    private async Task<DrawnPicture?> DrawAsync(Attempts attempts, CancellationToken stop)
    {
        if (attempts.Order.Job is { } job && await ResumeAsync(job, attempts, stop) is { } resumed)
        {
            return resumed;
        }

        if (attempts.Faults.Count > 0 && !attempts.Faults[^1].Class.MayTryNextProvider())
        {
            return null;
        }

        if (providers.EndpointFor(attempts.Order.Model) is { } endpoint)
        {
            if (await AskAsync(
                endpoint, DedicatedEndpoint.EntryFor(attempts.Order.Model), attempts, stop) is { } drawing)
            {
                return drawing;
            }

            if (attempts.Token is null || !attempts.Faults[^1].Class.MayTryNextProvider())
            {
                return null;
            }
        }

        if (attempts.Token is null)
        {
            attempts.Faults.Add(new EngineFault(
                FaultClass.NotConfigured, "no token: neither the account's own, nor HF_TOKEN, nor DEFAULT_HF_TOKEN"));
            return null;
        }

        if (!credit.MayAsk(attempts.Token))
        {
            attempts.Faults.Add(
                new EngineFault(FaultClass.CreditsExhausted, "the credit was used up before; nobody was asked"));
            return null;
        }

        return await AskProvidersAsync(attempts, attempts.Token, stop);
    }

    private async Task<DrawnPicture?> AskProvidersAsync(Attempts attempts, string token, CancellationToken stop)
    {
        while (true)
        {
            var outcome = await mappings.FindAsync(attempts.ModelId, token, stop);
            if (outcome is not MappingOutcome.Found found)
            {
                attempts.Faults.Add(((MappingOutcome.Missing)outcome).Fault);
                return null;
            }

            var isOutdated = false;
            foreach (var entry in attempts.Untried(found.Mapping.Candidates(KnownProviders.Names, options.Providers)))
            {
                if (attempts.Faults.Count > 0 && !MayAskAnother(attempts))
                {
                    return null;
                }

                if (await AskAsync(providers.Find(entry.Provider)!, entry, attempts, stop) is { } drawing)
                {
                    credit.Restore(token);
                    return drawing;
                }

                var kind = attempts.Faults[^1].Class;
                credit.Learn(token, kind);
                if (kind == FaultClass.ModelGone)
                {
                    isOutdated = true;
                    mappings.Forget(attempts.ModelId, token);
                }

                if (!kind.MayTryNextProvider())
                {
                    return null;
                }
            }

            // A provider no longer has the model, so the remembered mapping is out of date: the Hub is asked once more.
            if (found.IsFresh || !isOutdated)
            {
                return null;
            }
        }
    }

    // The order is paid for, so its provider is asked before any other.
    private async Task<DrawnPicture?> ResumeAsync(RemoteJob job, Attempts attempts, CancellationToken stop)
    {
        if (attempts.Token is null || providers.Find(job.Provider) is not IJobProvider resumable)
        {
            return null;
        }

        var entry = new ProviderEntry(job.Provider, job.Model, attempts.ModelId, "live", "text-to-image");
        return Take(await retrying.ResumeAsync(resumable, attempts.Request(entry), job, stop), entry, attempts);
    }

    private async Task<DrawnPicture?> AskAsync(
        IHuggingFaceProvider provider, ProviderEntry entry, Attempts attempts, CancellationToken stop)
    {
        attempts.Tried.Add(entry);
        return Take(await retrying.DrawAsync(provider, attempts.Request(entry), stop), entry, attempts);
    }

    private DrawnPicture? Take(ProviderOutcome outcome, ProviderEntry entry, Attempts attempts)
    {
        switch (outcome)
        {
            case ProviderOutcome.Drawn drawn:
                LogDrawn(entry.Provider, entry.ProviderId, drawn.Bytes.Length, (long)time.GetElapsedTime(
                    attempts.Started).TotalMilliseconds);
                return new DrawnPicture(drawn.Bytes, drawn.Seed ?? attempts.Order.Seed, entry.Provider)
                {
                    IsOnOwnToken = !providers.IsEndpoint(entry.Provider) && IsOwn(attempts.Token),
                };
            case ProviderOutcome.Refused { Fault.Fault: var fault }:
                attempts.Faults.Add(Signed(fault, entry, attempts.Order));
                return null;
            default:
                throw new UnreachableException();
        }
    }

    private bool IsOwn(string? token) => token is not null && token != options.Token && token != options.VisitorToken;

    // A provider that did not answer in time may still draw, and charge. After two such providers no other is asked.
    private bool MayAskAnother(Attempts attempts) =>
        attempts.Faults.Count(fault => fault.Class == FaultClass.Timeout) < 2
        && options.Budgets.Total - time.GetElapsedTime(attempts.Started) >= options.Budgets.LeastToBegin;

    private DrawOutcome.Failed Fail(Attempts attempts)
    {
        var fault = attempts.Faults.Count > 0
            ? EngineFault.MostTelling(attempts.Faults)
            : new EngineFault(FaultClass.ModelGone, "none of the providers that may be asked has this model");
        LogFailed(fault.Class, attempts.Tried.Count);
        return new DrawOutcome.Failed(fault);
    }

    private static EngineFault Signed(EngineFault fault, ProviderEntry entry, Order order) =>
        fault with
        {
            Detail = Redaction.Clean($"{entry.Provider}: {fault.Detail}", order.Prompt, order.NegativePrompt),
        };

    [LoggerMessage(LogLevel.Information, "{Provider} drew with {ProviderModel}: {Bytes} bytes in {Milliseconds} ms")]
    private partial void LogDrawn(string provider, string providerModel, int bytes, long milliseconds);

    [LoggerMessage(LogLevel.Warning, "Hugging Face drew no image: {Class} after {Providers} providers were asked")]
    private partial void LogFailed(FaultClass @class, int providers);
}
