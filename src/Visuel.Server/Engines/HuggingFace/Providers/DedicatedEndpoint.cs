using Visuel.Core.Generation;

namespace Visuel.Server.Engines.HuggingFace.Providers;

/// <summary>The installation's own Inference Endpoint. Its root takes the body of hf-inference
/// (docs/contracts/huggingface.md#dedicated-endpoint). Its container draws squares only and answers every failure with
/// 400. Once scaled to zero, it needs some minutes to start.</summary>
internal sealed class DedicatedEndpoint(
    UpstreamClient upstream, EncodedImages images, HuggingFaceOptions options, TimeProvider time) : IHuggingFaceProvider
{
    /// <summary>Its name on images and in logs. No provider behind Hugging Face has this name.</summary>
    public const string ProviderName = "endpoint";

    private const int MostAskedWhileWaking = 12;

    private static readonly TimeSpan Waking = TimeSpan.FromSeconds(5);

    // With this header the proxy holds a request while the container starts, instead of answering 503 at once.
    private static readonly Dictionary<string, string> Patient =
        new(StringComparer.Ordinal) { ["X-Scale-Up-Timeout"] = "60" };

    /// <inheritdoc/>
    public string Name => ProviderName;

    /// <summary>Whether the installation has an endpoint with this model.</summary>
    public bool Has(ImageModel model) => options.Endpoint?.ModelId == model.Id;

    /// <summary>The entry that stands for the endpoint, which the Hub's mapping does not name.</summary>
    public static ProviderEntry EntryFor(ImageModel model) =>
        new(ProviderName, model.Id, model.Id, "live", "text-to-image");

    /// <inheritdoc/>
    public async Task<ProviderOutcome> DrawAsync(ProviderRequest request, CancellationToken stop)
    {
        var endpoint = options.Endpoint ?? throw new InvalidOperationException("There is no endpoint to ask.");
        var call = new UpstreamCall(HttpMethod.Post, endpoint.Address, Name, endpoint.Token)
        {
            Json = UpstreamJson.Write(InferenceBody.Of(request, SquareFor(request.Order.Model))),
            Accept = "image/png",
            Headers = Patient,
        };
        for (var asked = 1; ; asked++)
        {
            request.Watch.Report(new DrawProgress(DrawStage.Drawing));
            switch (await upstream.SendAsync(call, stop))
            {
                case UpstreamOutcome.Answered { Reply.Body: var body }:
                    return await images.ReadFileAsync(body, stop);
                case UpstreamOutcome.Failed { Reply.Status: 503, Fault.Class: FaultClass.Unavailable }
                    when asked < MostAskedWhileWaking:
                    request.Watch.Report(new DrawProgress(DrawStage.WaitingForModel));
                    await Task.Delay(Waking, time, stop);
                    break;
                case UpstreamOutcome.Failed { Fault: var fault }:
                    return new ProviderOutcome.Refused(
                        fault with { MayRetry = fault.MayRetry && asked < MostAskedWhileWaking });
                default:
                    throw new InvalidOperationException("A call is answered or failed.");
            }
        }
    }

    // The container refuses a height that differs from the width. The picture is scaled and cropped from a square.
    private static DrawSize SquareFor(ImageModel model) => model.SizeToDraw(DrawSize.Default);
}
