namespace Visuel.Server.Engines.HuggingFace.Providers;

/// <summary>Nscale answers at once, with the file as base64. It takes neither steps nor a guidance scale
/// (docs/contracts/huggingface.md#nscale).</summary>
internal sealed class Nscale(EncodedImages images, HuggingFaceOptions options) : IHuggingFaceProvider
{
    /// <summary>Its name.</summary>
    public const string ProviderName = "nscale";

    /// <inheritdoc/>
    public string Name => ProviderName;

    /// <inheritdoc/>
    public Task<ProviderOutcome> DrawAsync(ProviderRequest request, CancellationToken stop)
    {
        var call = UpstreamCall.AtRouter(HttpMethod.Post, options, Name, "/v1/images/generations", request.Token) with
        {
            Json = UpstreamJson.Write(new Body(
                request.Order.Prompt, request.Entry.ProviderId, "b64_json", request.SizeAs('x'), request.Order.Seed,
                request.NegativePrompt)),
        };
        return images.DrawAsync(call, request.Watch, stop);
    }

    private sealed record Body(
        string Prompt, string Model, string ResponseFormat, string Size, long Seed, string? NegativePrompt);
}
