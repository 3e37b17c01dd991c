namespace Visuel.Server.Engines.HuggingFace;

/// <summary>How long the engine waits for what.</summary>
public sealed record HuggingFaceBudgets
{
    /// <summary>For finding out which providers have a model.</summary>
    public TimeSpan Mapping { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>For one provider, its queue and the download included.</summary>
    public TimeSpan Provider { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>For the whole drawing.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>The time that must be left before another provider is asked. With less, its image would come too late,
    /// and be paid for all the same.</summary>
    public TimeSpan LeastToBegin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For fetching a drawn image.</summary>
    public TimeSpan Download { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For telling a provider to stop drawing.</summary>
    public TimeSpan Cancel { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Before the first call for an order's status. Each next pause is half as long again.</summary>
    public TimeSpan FirstPoll { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest pause between two calls for an order's status.</summary>
    public TimeSpan LongestPoll { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Before a provider that did not say when is asked again; doubled each time,
    /// with some chance added.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest <c>Retry-After</c> that is waited for; past it the next provider is asked.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a mapping is used. It is short, since Hugging Face tests providers every hour and takes
    /// failing ones out.</summary>
    public TimeSpan MappingLife { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long an old mapping is used before the Hub, which failed, is asked again.</summary>
    public TimeSpan HubRest { get; init; } = TimeSpan.FromSeconds(30);
}
