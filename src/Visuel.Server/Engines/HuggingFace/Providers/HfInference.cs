using System.Text.Json.Serialization;
using Visuel.Core.Generation;

namespace Visuel.Server.Engines.HuggingFace.Providers;

/// <summary>Hugging Face's own machines: the prompt goes in, the file comes out (contract §1.4). The oldest route; it lost Stable Diffusion XL in 2026.</summary>
internal sealed class HfInference(UpstreamClient upstream, ImageDownload download, HuggingFaceOptions options) : IHuggingFaceProvider
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
            return Refuse(FaultClass.ModelGone, "no name of a model");
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
            UpstreamOutcome.Answered { Reply.Body: var body } when body.Span is not [(byte)'{', ..] => new ProviderOutcome.Drawn(body),
            UpstreamOutcome.Answered { Reply.Body: var json } => await ReadAsync(UpstreamJson.Read<Answer>(json), stop),
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
            request.Order.Model.Steps,
            request.Order.Model.GuidanceScale,
            request.Order.Seed));

    // Some of its backends wrap the file in JSON, or say where it is (huggingface.js, HFInferenceTextToImageTask).
    private async Task<ProviderOutcome> ReadAsync(Answer? answer, CancellationToken stop) => answer switch
    {
        { Data: [{ B64Json: { } base64 }, ..] } when DataUri.ReadBase64(base64) is { } bytes => new ProviderOutcome.Drawn(bytes),
        { Output: [{ } address, ..] } => await download.FetchAsync(address, stop),
        _ => Refuse(FaultClass.Malformed, "JSON without an image"),
    };

    private static ProviderOutcome.Refused Refuse(FaultClass kind, string detail) => new(ProviderFault.Final(kind, detail));

    private sealed record Body(string Inputs, Parameters Parameters);

    private sealed record Parameters(string? NegativePrompt, int Width, int Height, int? NumInferenceSteps, double? GuidanceScale, long Seed);

    private sealed record Answer(IReadOnlyList<Encoded>? Data, IReadOnlyList<string?>? Output);

    private sealed record Encoded([property: JsonPropertyName("b64_json")] string? B64Json);
}
