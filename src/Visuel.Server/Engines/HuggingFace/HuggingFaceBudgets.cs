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

    /// <summary>What must be left to begin with another provider: a drawing that cannot end in time would be paid for nothing.</summary>
    public TimeSpan LeastToBegin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For fetching a drawn image.</summary>
    public TimeSpan Download { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For telling a provider to stop drawing.</summary>
    public TimeSpan Cancel { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Before the first look at a provider's queue; each next pause is half as long again.</summary>
    public TimeSpan FirstPoll { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest pause between two looks at a queue.</summary>
    public TimeSpan LongestPoll { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Before a provider that did not say when is asked again; doubled each time, with some chance added.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest <c>Retry-After</c> that is waited for; past it the next provider is asked.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a mapping is believed. Hugging Face tests failing providers hourly and takes them out, so not for long.</summary>
    public TimeSpan MappingLife { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the Hub is left alone after it failed, while an old mapping serves.</summary>
    public TimeSpan HubRest { get; init; } = TimeSpan.FromSeconds(30);
}
