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
            Json = UpstreamJson.Write(BodyOf(request)),
            // It takes one type; without it JPEG comes.
            Accept = "image/png",
        };
        request.Progress.Report(new DrawProgress(DrawStage.Drawing));
        return await upstream.SendAsync(call, stop) switch
        {
            // Some of its backends wrap the file in JSON, or say where it is (huggingface.js, HFInferenceTextToImageTask).
            UpstreamOutcome.Answered { Reply.Body: var body } => body.Span is [(byte)'{', ..] ? await images.ReadAsync(body, stop) : new ProviderOutcome.Drawn(body),
            UpstreamOutcome.Failed failed => new ProviderOutcome.Refused(failed.Fault),
            _ => throw new InvalidOperationException("A call is answered or failed."),
        };
    }

    private static Body BodyOf(ProviderRequest request) => new(
        request.Order.Prompt,
        new Parameters(
            request.NegativePrompt,
            request.Order.DrawnSize.Width,
            request.Order.DrawnSize.Height,
            request.Order.Model.Steps?.Default,
            request.Order.Model.GuidanceScale?.Default,
            request.Order.Seed));

    private sealed record Body(string Inputs, Parameters Parameters);

    private sealed record Parameters(string? NegativePrompt, int Width, int Height, int? NumInferenceSteps, double? GuidanceScale, long Seed);
}
