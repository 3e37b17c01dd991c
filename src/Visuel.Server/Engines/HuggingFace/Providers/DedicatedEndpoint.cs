using Visuel.Core.Generation;

namespace Visuel.Server.Engines.HuggingFace.Providers;

/// <summary>The installation's own Inference Endpoint, asked at its root in the words of hf-inference (contract §1.6). Its container draws squares only, answers
/// every fault with 400, and takes some minutes to wake when it was scaled to zero.</summary>
internal sealed class DedicatedEndpoint(UpstreamClient upstream, EncodedImages images, HuggingFaceOptions options, TimeProvider time) : IHuggingFaceProvider
{
    /// <summary>Its name on images and in logs; no provider of Hugging Face's has it.</summary>
    public const string ProviderName = "endpoint";

    private const int MostAskedWhileWaking = 12;

    private static readonly TimeSpan Waking = TimeSpan.FromSeconds(5);

    // Lets the proxy hold a request while the container starts, instead of answering 503 at once.
    private static readonly Dictionary<string, string> Patient = new(StringComparer.Ordinal) { ["X-Scale-Up-Timeout"] = "60" };

    /// <inheritdoc/>
    public string Name => ProviderName;

    /// <summary>Whether there is one with this model.</summary>
    public bool Has(ImageModel model) => options.Endpoint?.ModelId == model.Id;

    /// <summary>What it is called in place of an entry of the mapping.</summary>
    public static ProviderEntry EntryFor(ImageModel model) => new(ProviderName, model.Id, model.Id, "live", "text-to-image");

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
                case UpstreamOutcome.Failed { Reply.Status: 503, Fault.Class: FaultClass.Unavailable } when asked < MostAskedWhileWaking:
                    request.Watch.Report(new DrawProgress(DrawStage.WaitingForModel));
                    await Task.Delay(Waking, time, stop);
                    break;
                case UpstreamOutcome.Failed { Fault: var fault }:
                    return new ProviderOutcome.Refused(fault with { MayRetry = fault.MayRetry && asked < MostAskedWhileWaking });
                default:
                    throw new InvalidOperationException("A call is answered or failed.");
            }
        }
    }

    // Its container takes a height different from the width for a missing one; the picture is scaled and cropped from the square.
    private static DrawSize SquareFor(ImageModel model) => model.SizeToDraw(DrawSize.Default);
}
