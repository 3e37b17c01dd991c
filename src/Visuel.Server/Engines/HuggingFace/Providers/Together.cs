namespace Visuel.Server.Engines.HuggingFace.Providers;

/// <summary>Together answers at once, with the file as base64. Its name for denoising steps is <c>steps</c>
/// (docs/contracts/huggingface.md#together).</summary>
internal sealed class Together(EncodedImages images, HuggingFaceOptions options) : IHuggingFaceProvider
{
    /// <summary>Its name.</summary>
    public const string ProviderName = "together";

    /// <inheritdoc/>
    public string Name => ProviderName;

    /// <inheritdoc/>
    public Task<ProviderOutcome> DrawAsync(ProviderRequest request, CancellationToken stop)
    {
        var (order, size) = (request.Order, request.Order.DrawnSize);
        var call = UpstreamCall.AtRouter(HttpMethod.Post, options, Name, "/v1/images/generations", request.Token) with
        {
            Json = UpstreamJson.Write(new Body(
                order.Prompt, request.Entry.ProviderId, "base64", size.Width, size.Height, order.Model.Steps?.Default,
                order.Model.GuidanceScale?.Default, order.Seed, request.NegativePrompt, 1)),
        };
        return images.DrawAsync(call, request.Watch, stop);
    }

    private sealed record Body(
        string Prompt, string Model, string ResponseFormat, int Width, int Height, int? Steps, double? GuidanceScale,
        long Seed, string? NegativePrompt, int N);
}
