using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Polly;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Visuel.Core.Generation;
using Visuel.Server.Engines.HuggingFace.Providers;

namespace Visuel.Server.Engines.HuggingFace;

/// <summary>Keeps a sick provider from holding up every drawing: one that keeps failing is left alone for a while, and none is asked for too much at once.
/// Nothing is repeated here; whether to ask again is <see cref="Patience"/>'s business.</summary>
internal sealed partial class ProviderGuards(TimeProvider time, ILogger<ProviderGuards> logger)
{
    private const int MostAtOnce = 64;
    private const int MostWaiting = 64;
    private const int FewestToJudge = 5;
    private const double SickFrom = 0.6;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, ResiliencePipeline<ProviderOutcome>> pipelines = new(StringComparer.Ordinal);

    /// <summary>Asks a provider once, unless it is resting or too busy: then it is refused in its name without being asked.</summary>
    public async Task<ProviderOutcome> AskAsync(string provider, Func<CancellationToken, Task<ProviderOutcome>> ask, CancellationToken stop)
    {
        try
        {
            return await pipelines.GetOrAdd(provider, Build).ExecuteAsync(async token => await ask(token), stop);
        }
        catch (BrokenCircuitException resting)
        {
            var left = resting.RetryAfter ?? Rest;
            return new ProviderOutcome.Refused(new ProviderFault(new EngineFault(FaultClass.Unavailable, "left alone after many failures", left), MayRetry: false));
        }
        catch (RateLimiterRejectedException)
        {
            return new ProviderOutcome.Refused(FaultClass.Unavailable, "too many drawings at once");
        }
    }

    private ResiliencePipeline<ProviderOutcome> Build(string provider) => new ResiliencePipelineBuilder<ProviderOutcome> { TimeProvider = time }
        .AddConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = MostAtOnce,
            QueueLimit = MostWaiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        })
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions<ProviderOutcome>
        {
            ShouldHandle = static args => ValueTask.FromResult(args.Outcome.Result is ProviderOutcome.Refused { Fault.Class: var kind } && IsSickness(kind)),
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

    // What lies with the provider, and not with the order, the token, or how much was asked.
    private static bool IsSickness(FaultClass kind) => kind is FaultClass.Unavailable or FaultClass.Timeout or FaultClass.Malformed or FaultClass.EndpointGone;

    [LoggerMessage(LogLevel.Warning, "{Provider} keeps failing and is left alone for {Seconds} s")]
    private partial void LogResting(string provider, int seconds);
}
