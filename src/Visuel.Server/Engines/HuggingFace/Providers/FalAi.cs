using System.Text.Json;
using Visuel.Core;
using Visuel.Core.Generation;

namespace Visuel.Server.Engines.HuggingFace.Providers;

/// <summary>fal puts an order into a queue. Its status says when it is completed, and its result says where the image
/// is (docs/contracts/huggingface.md#fal-ai).</summary>
internal sealed class FalAi(
    UpstreamClient upstream, ProviderJobs jobs, ImageDownload download, HuggingFaceOptions options,
    TimeProvider time) : IJobProvider
{
    /// <summary>Its name.</summary>
    public const string ProviderName = "fal-ai";

    private const int MostFetches = 3;

    /// <inheritdoc/>
    public string Name => ProviderName;

    /// <inheritdoc/>
    public async Task<ProviderOutcome> DrawAsync(ProviderRequest request, CancellationToken stop)
    {
        if (RemotePath.Escape(request.Entry.ProviderId) is not { } app)
        {
            return new ProviderOutcome.Refused(FaultClass.ModelGone, "no name of an app");
        }

        var submission = Call(HttpMethod.Post, request, $"/{app}") with
        {
            Json = UpstreamJson.Write(FalBody.Of(request, options.Hub)),
        };
        var outcome = await upstream.SendAsync(submission, stop);
        if (outcome is not UpstreamOutcome.Answered { Reply.Body: var body })
        {
            return new ProviderOutcome.Refused(((UpstreamOutcome.Failed)outcome).Fault);
        }

        // An app that has no queue answers with the result.
        if (UpstreamJson.Read<FalResult>(body) is { Images: not null } result)
        {
            return await ReadAsync(result, stop);
        }

        // The address is on fal's own host, which must not see the token, so only its path is used. The path cannot be
        // made from the app's name, which may have more segments.
        var ticket = UpstreamJson.Read<FalTicket>(body);
        if (RemotePath.Of(ticket?.ResponseUrl) is not { } path)
        {
            return new ProviderOutcome.Refused(FaultClass.Malformed, "the queue gave no address");
        }

        request.Watch.Report(new DrawProgress(DrawStage.Queued, ticket?.QueuePosition));
        return await ResumeAsync(request, path, stop);
    }

    /// <inheritdoc/>
    public async Task<ProviderOutcome> ResumeAsync(ProviderRequest request, string job, CancellationToken stop)
    {
        var order = new ProviderJob(job, Call(HttpMethod.Get, request, $"{job}/status"), StateOf)
        {
            Cancel = Call(HttpMethod.Put, request, $"{job}/cancel"),
        };
        return await jobs.WaitAsync(order, request, stop) is UpstreamOutcome.Failed { Fault: var fault }
            ? new ProviderOutcome.Refused(fault)
            : await FetchAsync(request, job, stop);
    }

    private UpstreamCall Call(HttpMethod method, ProviderRequest request, string path) =>
        UpstreamCall.AtRouter(method, options, Name, $"{path}?_subdomain=queue", request.Token);

    private static JobState? StateOf(Memory<byte> body) => UpstreamJson.Read<FalTicket>(body) switch
    {
        { Status: "IN_QUEUE" } ticket =>
            new JobState(IsOver: false, new DrawProgress(DrawStage.Queued, ticket.QueuePosition)),
        { Status: { } status } => JobState.Working(isOver: status == "COMPLETED"),
        _ => null,
    };

    // A completed order may have failed: the result has a status of its own. The image is paid for, so a result that
    // does not come is asked for again, and no second image is ordered.
    private async Task<ProviderOutcome> FetchAsync(ProviderRequest request, string path, CancellationToken stop)
    {
        for (var tried = 1; ; tried++)
        {
            switch (await upstream.SendAsync(Call(HttpMethod.Get, request, path), stop))
            {
                case UpstreamOutcome.Answered { Reply.Body: var body }:
                    return await ReadAsync(UpstreamJson.Read<FalResult>(body), stop);
                case UpstreamOutcome.Failed { Fault: var fault } when !fault.MayRetry || tried == MostFetches:
                    return new ProviderOutcome.Refused(fault with { MayRetry = false });
                default:
                    await Task.Delay(new Backoff(options.Budgets.Backoff, TimeSpan.MaxValue).After(tried), time, stop);
                    break;
            }
        }
    }

    private async Task<ProviderOutcome> ReadAsync(FalResult? result, CancellationToken stop)
    {
        if (result?.HasNsfwConcepts?.Contains(true) == true)
        {
            return new ProviderOutcome.Refused(FaultClass.ContentBlocked, "blacked out by the provider's filter");
        }

        if (result?.Images is not [{ Url: { } address }, ..])
        {
            return new ProviderOutcome.Refused(FaultClass.Malformed, "a result without an image");
        }

        var fetched = await download.FetchAsync(address, stop);
        return fetched is ProviderOutcome.Drawn drawn ? drawn with { Seed = SeedOf(result) } : fetched;
    }

    private static long? SeedOf(FalResult result) =>
        result.Seed is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var seed) ? seed : null;
}
