using Visuel.Core.Generation;

namespace Visuel.Server.Engines.HuggingFace.Providers;

/// <summary>Hugging Face's own servers. They take a prompt and answer with the file
/// (docs/contracts/huggingface.md#hf-inference). Since July 2026 they no longer draw with Stable Diffusion
/// XL.</summary>
internal sealed class HfInference(
    UpstreamClient upstream, EncodedImages images, HuggingFaceOptions options) : IHuggingFaceProvider
{
    /// <summary>Its name.</summary>
    public const string ProviderName = "hf-inference";

    /// <inheritdoc/>
    public string Name => ProviderName;

    /// <inheritdoc/>
    public async Task<ProviderOutcome> DrawAsync(ProviderRequest request, CancellationToken stop)
    {
        if (RemotePath.Escape(request.Entry.ProviderId) is not { } model)
        {
            return new ProviderOutcome.Refused(FaultClass.ModelGone, "no name of a model");
        }

        var call = UpstreamCall.AtRouter(HttpMethod.Post, options, Name, $"/models/{model}", request.Token) with
        {
            Json = UpstreamJson.Write(InferenceBody.Of(request, request.Order.DrawnSize)),
            // The server takes one type here. Without it, the answer is a JPEG.
            Accept = "image/png",
        };
        request.Watch.Report(new DrawProgress(DrawStage.Drawing));
        return await upstream.SendAsync(call, stop) switch
        {
            UpstreamOutcome.Answered { Reply.Body: var body } => await images.ReadFileAsync(body, stop),
            UpstreamOutcome.Failed failed => new ProviderOutcome.Refused(failed.Fault),
            _ => throw new InvalidOperationException("A call is answered or failed."),
        };
    }
}
