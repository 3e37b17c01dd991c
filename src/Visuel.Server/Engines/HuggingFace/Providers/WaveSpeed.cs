using Visuel.Core.Generation;

namespace Visuel.Server.Engines.HuggingFace.Providers;

/// <summary>WaveSpeed takes an order, whose status says when it is completed. It writes sizes as <c>1024*1024</c>
/// (docs/contracts/huggingface.md#wavespeed).</summary>
internal sealed class WaveSpeed(
    UpstreamClient upstream, ProviderJobs jobs, ImageDownload download, HuggingFaceOptions options) : IJobProvider
{
    /// <summary>Its name.</summary>
    public const string ProviderName = "wavespeed";

    /// <inheritdoc/>
    public string Name => ProviderName;

    /// <inheritdoc/>
    public async Task<ProviderOutcome> DrawAsync(ProviderRequest request, CancellationToken stop)
    {
        if (RemotePath.Escape(request.Entry.ProviderId) is not { } model)
        {
            return new ProviderOutcome.Refused(FaultClass.ModelGone, "no name of a model");
        }

        var submission =
            Call(HttpMethod.Post, request, $"/api/v3/{model}") with { Json = UpstreamJson.Write(BodyOf(request)) };
        var outcome = await upstream.SendAsync(submission, stop);
        if (outcome is not UpstreamOutcome.Answered { Reply.Body: var taken })
        {
            return new ProviderOutcome.Refused(((UpstreamOutcome.Failed)outcome).Fault);
        }

        // The address is on WaveSpeed's own host, which must not see the token, so only its path is used.
        return RemotePath.Of(UpstreamJson.Read<Answer>(taken)?.Data?.Urls?.Get) is { } path
            ? await ResumeAsync(request, path, stop)
            : new ProviderOutcome.Refused(FaultClass.Malformed, "an order without an address");
    }

    /// <inheritdoc/>
    public async Task<ProviderOutcome> ResumeAsync(ProviderRequest request, string job, CancellationToken stop) =>
        await jobs.WaitAsync(new ProviderJob(job, Call(HttpMethod.Get, request, job), StateOf), request, stop) switch
        {
            UpstreamOutcome.Answered { Reply.Body: var body } =>
                await ReadAsync(UpstreamJson.Read<Answer>(body)?.Data, stop),
            UpstreamOutcome.Failed { Fault: var fault } => new ProviderOutcome.Refused(fault),
            _ => throw new InvalidOperationException("A call is answered or failed."),
        };

    private UpstreamCall Call(HttpMethod method, ProviderRequest request, string path) =>
        UpstreamCall.AtRouter(method, options, Name, path, request.Token);

    private static Body BodyOf(ProviderRequest request) => new(
        request.Order.Prompt, request.NegativePrompt, request.SizeAs('*'), request.Order.Model.Steps?.Default,
        request.Order.Model.GuidanceScale?.Default, request.Order.Seed,
        // WaveSpeed finds a LoRA by its name on the Hub.
        request.Entry.LoraWeights is null ? null : [new Lora(request.Entry.ModelId, 1)]);

    private static JobState? StateOf(Memory<byte> body) => UpstreamJson.Read<Answer>(body)?.Data?.Status switch
    {
        "created" => new JobState(IsOver: false, new DrawProgress(DrawStage.Queued)),
        "processing" => JobState.Working(isOver: false),
        "completed" or "failed" => JobState.Working(isOver: true),
        _ => null,
    };

    private async Task<ProviderOutcome> ReadAsync(Job? job, CancellationToken stop) => job switch
    {
        { HasNsfwContents: { } flags } when flags.Contains(true) =>
            new ProviderOutcome.Refused(FaultClass.ContentBlocked, "found indecent by the provider's filter"),
        { Status: "completed", Outputs: [{ } address, ..] } => await download.FetchAsync(address, stop),
        { Status: "failed", Error: var error } =>
            new ProviderOutcome.Refused(FaultClass.Unavailable, error ?? "it did not draw"),
        _ => new ProviderOutcome.Refused(FaultClass.Malformed, "completed without an image"),
    };

    private sealed record Body(
        string Prompt, string? NegativePrompt, string Size, int? NumInferenceSteps, double? GuidanceScale, long Seed,
        IReadOnlyList<Lora>? Loras);

    private sealed record Lora(string Path, double Scale);

    private sealed record Answer(Job? Data);

    private sealed record Job(
        string? Status, IReadOnlyList<string?>? Outputs, IReadOnlyList<bool>? HasNsfwContents,
        string? Error, Addresses? Urls);

    private sealed record Addresses(string? Get);
}
