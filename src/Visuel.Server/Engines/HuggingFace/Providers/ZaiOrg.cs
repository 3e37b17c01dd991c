using Visuel.Core.Generation;

namespace Visuel.Server.Engines.HuggingFace.Providers;

/// <summary>Z.ai: takes an order and is looked at every five seconds; it knows prompt and size, and nothing else (contract §1.4).</summary>
internal sealed class ZaiOrg(UpstreamClient upstream, ProviderJobs jobs, ImageDownload download, HuggingFaceOptions options) : IHuggingFaceProvider
{
    /// <summary>Its name.</summary>
    public const string ProviderName = "zai-org";

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    // What both official clients send.
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
        if (outcome is UpstreamOutcome.Answered { Reply.Body: var taken })
        {
            if (UpstreamJson.Read<Job>(taken) is not { Id: { } name } || RemotePath.Escape(name) is not { } id)
            {
                return new ProviderOutcome.Refused(FaultClass.Malformed, "an order without an id");
            }

            var job = new ProviderJob(Call(HttpMethod.Get, request, $"/api/paas/v4/async-result/{id}"), StateOf) { Every = Every };
            outcome = await jobs.WaitAsync(job, request.Progress, stop);
        }

        return outcome switch
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
