using Visuel.Core.Generation;

namespace Visuel.Server.Engines.HuggingFace.Providers;

/// <summary>Hugging Face's own machines: the prompt goes in, the file comes out (contract §1.4). The oldest route; it lost Stable Diffusion XL in 2026.</summary>
internal sealed class HfInference(UpstreamClient upstream, EncodedImages images, HuggingFaceOptions options) : IHuggingFaceProvider
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
            // It takes one type; without it JPEG comes.
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
