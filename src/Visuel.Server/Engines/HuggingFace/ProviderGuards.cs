using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Polly;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Visuel.Core.Generation;
using Visuel.Server.Engines.HuggingFace.Providers;

namespace Visuel.Server.Engines.HuggingFace;

/// <summary>Limits the calls to each provider. At most 64 run at once, and 64 wait. A provider of whose last calls
/// (five or more within a minute) six in ten failed gets no call for 30 s. Nothing is repeated here:
/// <see cref="RetryRules"/> decides about that.</summary>
internal sealed partial class ProviderGuards(TimeProvider time, ILogger<ProviderGuards> logger)
{
    private const int MostAtOnce = 64;
    private const int MostWaiting = 64;
    private const int FewestToJudge = 5;
    private const double SickFrom = 0.6;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, ResiliencePipeline<ProviderOutcome>> pipelines =
        new(StringComparer.Ordinal);

    /// <summary>Asks a provider once. The call fails without reaching the provider while that one gets no calls, or
    /// while too many wait.</summary>
    public async Task<ProviderOutcome> AskAsync(
        string provider, Func<CancellationToken, Task<ProviderOutcome>> ask, CancellationToken stop)
    {
        try
        {
            return await pipelines.GetOrAdd(provider, Build).ExecuteAsync(async token => await ask(token), stop);
        }
        catch (BrokenCircuitException resting)
        {
            var left = resting.RetryAfter ?? Rest;
            return new ProviderOutcome.Refused(new ProviderFault(
                new EngineFault(FaultClass.Unavailable, "not asked, after many failures", left), MayRetry: false));
        }
        catch (RateLimiterRejectedException)
        {
            return new ProviderOutcome.Refused(FaultClass.Unavailable, "too many drawings at once");
        }
    }

    private ResiliencePipeline<ProviderOutcome> Build(
        string provider) => new ResiliencePipelineBuilder<ProviderOutcome> { TimeProvider = time }
        .AddConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = MostAtOnce,
            QueueLimit = MostWaiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        })
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions<ProviderOutcome>
        {
            ShouldHandle = static args => ValueTask.FromResult(
                args.Outcome.Result is ProviderOutcome.Refused { Fault.Class: var kind } && IsSickness(kind)),
            FailureRatio = SickFrom,
            MinimumThroughput = FewestToJudge,
            SamplingDuration = Watched,
            BreakDuration = Rest,
            OnOpened = _ =>
            {
                LogResting(provider, (int)Rest.TotalSeconds);
                return ValueTask.CompletedTask;
            },
        })
        .Build();

    // Failures of the provider itself, not of the order or the token, and not a rate limit.
    private static bool IsSickness(FaultClass kind) =>
        kind is FaultClass.Unavailable or FaultClass.Timeout or FaultClass.Malformed or FaultClass.EndpointGone;

    [LoggerMessage(LogLevel.Warning, "Provider {Provider} failed too often: it gets no calls for {Seconds} s")]
    private partial void LogResting(string provider, int seconds);
}
