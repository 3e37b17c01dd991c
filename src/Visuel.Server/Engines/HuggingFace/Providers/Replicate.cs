using System.Text.Json;
using Visuel.Core.Generation;

namespace Visuel.Server.Engines.HuggingFace.Providers;

/// <summary>Replicate holds the request for up to a minute while it draws. After that, the order's status says when it
/// has ended (docs/contracts/huggingface.md#replicate).</summary>
internal sealed class Replicate(
    UpstreamClient upstream, ProviderJobs jobs, ImageDownload download, HuggingFaceOptions options) : IJobProvider
{
    /// <summary>Its name.</summary>
    public const string ProviderName = "replicate";

    private static readonly Dictionary<string, string> Wait = new(StringComparer.Ordinal) { ["Prefer"] = "wait" };

    /// <inheritdoc/>
    public string Name => ProviderName;

    /// <inheritdoc/>
    public async Task<ProviderOutcome> DrawAsync(ProviderRequest request, CancellationToken stop)
    {
        // A model that Replicate does not maintain is called by one fixed version: owner/name:version.
        var version = request.Entry.ProviderId.Split(':') is [_, { } named] ? named : null;
        var model = version is null ? RemotePath.Escape(request.Entry.ProviderId) : null;
        if (version is null && model is null)
        {
            return new ProviderOutcome.Refused(FaultClass.ModelGone, "no name of a model");
        }

        var path = version is null ? $"/v1/models/{model}/predictions" : "/v1/predictions";
        var submission = Call(HttpMethod.Post, request, path) with
        {
            Json = UpstreamJson.Write(new Body(InputOf(request), version)),
            Headers = Wait,
        };
        request.Watch.Report(new DrawProgress(DrawStage.Drawing));
        var outcome = await upstream.SendAsync(submission, stop);
        if (outcome is UpstreamOutcome.Answered { Reply.Body: var first }
            && UpstreamJson.Read<Prediction>(first) is { IsOver: false } waiting)
        {
            if (waiting.Id is null || RemotePath.Escape(waiting.Id) is not { } id)
            {
                return new ProviderOutcome.Refused(FaultClass.Malformed, "an order without an id");
            }

            return await ResumeAsync(request, id, stop);
        }

        return await ReadAsync(outcome, stop);
    }

    /// <inheritdoc/>
    public async Task<ProviderOutcome> ResumeAsync(ProviderRequest request, string job, CancellationToken stop)
    {
        var order = new ProviderJob(job, Call(HttpMethod.Get, request, $"/v1/predictions/{job}"), StateOf)
        {
            Cancel = Call(HttpMethod.Post, request, $"/v1/predictions/{job}/cancel"),
        };
        return await ReadAsync(await jobs.WaitAsync(order, request, stop), stop);
    }

    private UpstreamCall Call(HttpMethod method, ProviderRequest request, string path) =>
        UpstreamCall.AtRouter(method, options, Name, path, request.Token);

    private static Input InputOf(ProviderRequest request) => new(
        request.Order.Prompt, request.NegativePrompt, request.Order.DrawnSize.Width, request.Order.DrawnSize.Height,
        request.Order.Model.Steps?.Default, request.Order.Model.GuidanceScale?.Default, request.Order.Seed);

    private static JobState? StateOf(Memory<byte> body) =>
        UpstreamJson.Read<Prediction>(body) is { Status: not null } prediction
            ? JobState.Working(prediction.IsOver)
            : null;

    private async Task<ProviderOutcome> ReadAsync(UpstreamOutcome outcome, CancellationToken stop) => outcome switch
    {
        UpstreamOutcome.Answered { Reply.Body: var body } => await ReadAsync(UpstreamJson.Read<Prediction>(body), stop),
        UpstreamOutcome.Failed { Fault: var fault } => new ProviderOutcome.Refused(fault),
        _ => throw new InvalidOperationException("A call is answered or failed."),
    };

    private async Task<ProviderOutcome> ReadAsync(Prediction? prediction, CancellationToken stop) => prediction switch
    {
        { Status: "succeeded", Address: { } address } => await download.FetchAsync(address, stop),
        { Status: "failed" or "canceled", Error: var error } =>
            new ProviderOutcome.Refused(KindOf(error), error ?? "it did not draw"),
        _ => new ProviderOutcome.Refused(FaultClass.Malformed, "a prediction without an image"),
    };

    // When a filter refused, Replicate sends no code, only these words.
    private static FaultClass KindOf(string? error) =>
        error?.Contains("NSFW", StringComparison.OrdinalIgnoreCase) == true
            || error?.Contains("flagged as sensitive", StringComparison.OrdinalIgnoreCase) == true
            ? FaultClass.ContentBlocked
            : FaultClass.Unavailable;

    private sealed record Body(Input Input, string? Version);

    private sealed record Input(
        string Prompt, string? NegativePrompt, int Width, int Height, int? NumInferenceSteps,
        double? GuidanceScale, long Seed);

    private sealed record Prediction(string? Id, string? Status, string? Error, JsonElement? Output)
    {
        public bool IsOver => Status is "succeeded" or "failed" or "canceled";

        // One image comes as an address, or as a list with one address.
        public string? Address => Output switch
        {
            { ValueKind: JsonValueKind.String } one => one.GetString(),
            { ValueKind: JsonValueKind.Array } list when list.EnumerateArray()
                .FirstOrDefault() is { ValueKind: JsonValueKind.String } first => first.GetString(),
            _ => null,
        };
    }
}
