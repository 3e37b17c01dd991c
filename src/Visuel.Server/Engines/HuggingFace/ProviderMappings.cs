using System.Collections.Concurrent;
using Visuel.Core.Generation;

namespace Visuel.Server.Engines.HuggingFace;

/// <summary>What is known about the providers of a model.</summary>
internal abstract record MappingOutcome
{
    private MappingOutcome()
    {
    }

    /// <summary>A mapping.</summary>
    /// <param name="Mapping">The mapping.</param>
    /// <param name="IsFresh">Whether the Hub was asked for it just now.</param>
    public sealed record Found(ProviderMapping Mapping, bool IsFresh) : MappingOutcome;

    /// <summary>None.</summary>
    public sealed record Missing(EngineFault Fault) : MappingOutcome;
}

/// <summary>Remembers for a while which providers have a model, and asks the Hub once however many drawings wait
/// for the answer.</summary>
internal sealed partial class ProviderMappings(
    HubModels hub, HuggingFaceOptions options, TimeProvider time, ILogger<ProviderMappings> logger)
{
    private const int MostRemembered = 500;

    private readonly ConcurrentDictionary<(string ModelId, string Token), Remembered> remembered = new();
    private readonly ConcurrentDictionary<(string ModelId, string Token), Lazy<Task<MappingOutcome>>> underWay = new();

    /// <summary>The mapping: remembered, else the Hub's, else an old one, else the one built in.</summary>
    public async Task<MappingOutcome> FindAsync(string modelId, string token, CancellationToken stop)
    {
        var key = (modelId, token);
        if (remembered.TryGetValue(key, out var known) && known.Until > time.GetUtcNow())
        {
            return new MappingOutcome.Found(known.Mapping, IsFresh: false);
        }

        // The call does not end with the first caller, who may give up while others wait.
        var asking = underWay.GetOrAdd(key, static (at, self) => new(() => self.AskAsync(at)), this);
        return await asking.Value.WaitAsync(stop);
    }

    /// <summary>Forgets a mapping that a provider proved wrong.</summary>
    public void Forget(string modelId, string token) => remembered.TryRemove((modelId, token), out _);

    private async Task<MappingOutcome> AskAsync((string ModelId, string Token) key)
    {
        try
        {
            switch (await AskWithinBudgetAsync(key))
            {
                case HubAnswer.Mapped { Mapping: var mapping }:
                    Remember(key, mapping, options.Budgets.MappingLife);
                    return new MappingOutcome.Found(mapping, IsFresh: true);
                case HubAnswer.Refused refused:
                    return new MappingOutcome.Missing(refused.Fault);
                case HubAnswer.Silent silent when Older(key) is { } older:
                    LogOlder(key.ModelId, silent.Fault.Class);
                    Remember(key, older, Rest(silent.Fault.Fault.RetryAfter));
                    return new MappingOutcome.Found(older, IsFresh: true);
                case HubAnswer.Silent silent:
                    return new MappingOutcome.Missing(
                        silent.Fault.Fault with { Detail = $"hub: {silent.Fault.Fault.Detail}" });
                default:
                    throw new InvalidOperationException("The Hub maps, refuses or is silent.");
            }
        }
        finally
        {
            underWay.TryRemove(key, out _);
        }
    }

    // The Hub is asked again only where there is no older mapping.
    private async Task<HubAnswer> AskWithinBudgetAsync((string ModelId, string Token) key)
    {
        using var budget = new CancellationTokenSource(options.Budgets.Mapping, time);
        try
        {
            for (var tries = 1; ; tries++)
            {
                var answer = await hub.AskAsync(key.ModelId, key.Token, budget.Token);
                if (answer is not HubAnswer.Silent silent || Older(key) is not null
                    || RetryRules.Before(silent.Fault, tries, options.Budgets) is not { } pause)
                {
                    return answer;
                }

                await Task.Delay(pause, time, budget.Token);
            }
        }
        catch (OperationCanceledException)
        {
            return new HubAnswer.Silent(ProviderFault.Final(FaultClass.Timeout, "no answer in time"));
        }
    }

    private TimeSpan Rest(TimeSpan? announced) =>
        announced is { } wait && wait < options.Budgets.MappingLife ? wait : options.Budgets.HubRest;

    private ProviderMapping? Older((string ModelId, string Token) key) =>
        remembered.TryGetValue(key, out var known) ? known.Mapping : ProviderMapping.BuiltIn(key.ModelId);

    private void Remember((string ModelId, string Token) key, ProviderMapping mapping, TimeSpan life)
    {
        if (remembered.Count >= MostRemembered)
        {
            remembered.Clear();
        }

        remembered[key] = new(mapping, time.GetUtcNow() + life);
    }

    [LoggerMessage(
        LogLevel.Warning, "The Hub did not say which providers have {ModelId} ({Class}): an older list is used")]
    private partial void LogOlder(string modelId, FaultClass @class);

    private sealed record Remembered(ProviderMapping Mapping, DateTimeOffset Until);
}
