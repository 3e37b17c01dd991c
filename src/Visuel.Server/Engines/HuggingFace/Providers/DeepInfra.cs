namespace Visuel.Server.Engines.HuggingFace.Providers;

/// <summary>DeepInfra answers at once, in the shape of OpenAI's API. It takes a prompt, a size and a seed, and nothing
/// else (docs/contracts/huggingface.md#deepinfra).</summary>
internal sealed class DeepInfra(EncodedImages images, HuggingFaceOptions options) : IHuggingFaceProvider
{
    /// <summary>Its name.</summary>
    public const string ProviderName = "deepinfra";

    /// <inheritdoc/>
    public string Name => ProviderName;

    /// <inheritdoc/>
    public Task<ProviderOutcome> DrawAsync(ProviderRequest request, CancellationToken stop)
    {
        var call = UpstreamCall.AtRouter(
            HttpMethod.Post, options, Name, "/v1/openai/images/generations", request.Token) with
        {
            Json = UpstreamJson.Write(new Body(
                request.Order.Prompt, request.Entry.ProviderId, "b64_json", request.SizeAs('x'), request.Order.Seed)),
        };
        return images.DrawAsync(call, request.Watch, stop);
    }

    private sealed record Body(string Prompt, string Model, string ResponseFormat, string Size, long Seed);
}
