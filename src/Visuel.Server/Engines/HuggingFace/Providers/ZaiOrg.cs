using Visuel.Core.Generation;

namespace Visuel.Server.Engines.HuggingFace.Providers;

/// <summary>Z.ai takes an order, and is asked for its status every five seconds. It takes a prompt and a size, and
/// nothing else (docs/contracts/huggingface.md#zai-org).</summary>
internal sealed class ZaiOrg(
    UpstreamClient upstream, ProviderJobs jobs, ImageDownload download, HuggingFaceOptions options) : IJobProvider
{
    /// <summary>Its name.</summary>
    public const string ProviderName = "zai-org";

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    // Both official clients send these headers.
    private static readonly Dictionary<string, string> Source = new(StringComparer.Ordinal)
    {
        ["x-source-channel"] = "hugging_face",
        ["Accept-Language"] = "en-US,en",
    };

    /// <inheritdoc/>
    public string Name => ProviderName;

    /// <inheritdoc/>
    public async Task<ProviderOutcome> DrawAsync(ProviderRequest request, CancellationToken stop)
    {
        var submission = Call(HttpMethod.Post, request, "/api/paas/v4/async/images/generations") with
        {
            Json = UpstreamJson.Write(new Body(request.Entry.ProviderId, request.Order.Prompt, request.SizeAs('x'))),
        };
        var outcome = await upstream.SendAsync(submission, stop);
        if (outcome is not UpstreamOutcome.Answered { Reply.Body: var taken })
        {
            return new ProviderOutcome.Refused(((UpstreamOutcome.Failed)outcome).Fault);
        }

        return UpstreamJson.Read<Job>(taken) is { Id: { } name } && RemotePath.Escape(name) is { } id
            ? await ResumeAsync(request, id, stop)
            : new ProviderOutcome.Refused(FaultClass.Malformed, "an order without an id");
    }

    /// <inheritdoc/>
    public async Task<ProviderOutcome> ResumeAsync(ProviderRequest request, string job, CancellationToken stop)
    {
        var order = new ProviderJob(job, Call(HttpMethod.Get, request, $"/api/paas/v4/async-result/{job}"), StateOf)
        {
            Every = Every,
        };
        return await jobs.WaitAsync(order, request, stop) switch
        {
            UpstreamOutcome.Answered { Reply.Body: var body } => await ReadAsync(UpstreamJson.Read<Job>(body), stop),
            UpstreamOutcome.Failed { Fault: var fault } => new ProviderOutcome.Refused(fault),
            _ => throw new InvalidOperationException("A call is answered or failed."),
        };
    }

    private UpstreamCall Call(HttpMethod method, ProviderRequest request, string path) =>
        UpstreamCall.AtRouter(method, options, Name, path, request.Token) with { Headers = Source };

    private static JobState? StateOf(Memory<byte> body) => UpstreamJson.Read<Job>(body)?.TaskStatus switch
    {
        "PROCESSING" => JobState.Working(isOver: false),
        "SUCCESS" or "FAIL" => JobState.Working(isOver: true),
        _ => null,
    };

    private async Task<ProviderOutcome> ReadAsync(Job? job, CancellationToken stop) => job switch
    {
        { TaskStatus: "SUCCESS", ImageResult: [{ Url: { } address }, ..] } => await download.FetchAsync(address, stop),
        { TaskStatus: "FAIL" } => new ProviderOutcome.Refused(FaultClass.Unavailable, "it did not draw"),
        _ => new ProviderOutcome.Refused(FaultClass.Malformed, "a success without an image"),
    };

    private sealed record Body(string Model, string Prompt, string Size);

    private sealed record Job(string? Id, string? TaskStatus, IReadOnlyList<Picture?>? ImageResult);

    private sealed record Picture(string? Url);
}
