using System.Text.Json;

namespace Visuel.Server.Engines.HuggingFace;

/// <summary>One provider of a model.</summary>
/// <param name="Provider">Its name, such as <c>fal-ai</c>.</param>
/// <param name="ProviderId">The provider's name of the model. It is sent, not Hugging Face's name.</param>
/// <param name="ModelId">Hugging Face's name of the model.</param>
/// <param name="Status"><c>live</c>, <c>staging</c> or <c>error</c>.</param>
/// <param name="Task">What the provider does with the model, such as <c>text-to-image</c>.</param>
/// <param name="LoraWeights">For a LoRA, the path of its weights in the model's repository; otherwise null.</param>
internal sealed record ProviderEntry(
    string Provider, string ProviderId, string ModelId, string Status, string Task, string? LoraWeights = null);

/// <summary>Which providers have a model, in the order Hugging Face (or the token's owner,
/// in its settings) prefers them.</summary>
internal sealed record ProviderMapping(IReadOnlyList<ProviderEntry> Entries)
{
    private const string TextToImage = "text-to-image";

    // docs/contracts/huggingface.md#routes-that-were-seen-alive
    private static readonly Dictionary<string, (string Provider, string ProviderId)[]> SeenAlive = new(
        StringComparer.Ordinal)
    {
        ["stabilityai/stable-diffusion-xl-base-1.0"] = [("fal-ai", "fal-ai/fast-sdxl")],
        ["black-forest-labs/FLUX.1-schnell"] =
            [("fal-ai", "fal-ai/flux/schnell"),
                ("nscale", "black-forest-labs/FLUX.1-schnell"), ("replicate", "black-forest-labs/flux-schnell")],
        ["black-forest-labs/FLUX.1-dev"] = [("fal-ai", "fal-ai/flux/dev"),
            ("replicate", "black-forest-labs/flux-dev"), ("wavespeed", "wavespeed-ai/flux-dev")],
        ["Tongyi-MAI/Z-Image-Turbo"] = [("fal-ai", "fal-ai/z-image/turbo"),
            ("wavespeed", "wavespeed-ai/z-image/turbo"), ("replicate", "prunaai/z-image-turbo")],
        ["Qwen/Qwen-Image"] = [("fal-ai", "fal-ai/qwen-image")],
    };

    /// <summary>The last resort when the Hub cannot be asked, or null for a model that is not in
    /// the catalogue.</summary>
    public static ProviderMapping? BuiltIn(string modelId) => SeenAlive.TryGetValue(modelId, out var routes)
        ? new([.. routes.Select(
            route => new ProviderEntry(route.Provider, route.ProviderId, modelId, "live", TextToImage))])
        : null;

    /// <summary>The entries to ask, in order: the live ones, then those that failed Hugging Face's last test.</summary>
    /// <param name="callable">The providers that Visuel can call.</param>
    /// <param name="allowed">The providers allowed, in their order; empty allows all.</param>
    public IReadOnlyList<ProviderEntry> Candidates(IReadOnlyCollection<string> callable, IReadOnlyList<string> allowed)
    {
        var usable = Entries.Where(
            entry => entry.Task == TextToImage && callable.Contains(entry.Provider, StringComparer.Ordinal)).ToList();
        if (allowed.Count > 0)
        {
            usable = [.. allowed.Distinct(StringComparer.Ordinal)
                .SelectMany(provider => usable.Where(entry => entry.Provider == provider))];
        }

        return [.. usable.Where(entry => entry.Status == "live"), .. usable.Where(entry => entry.Status == "error")];
    }

    /// <summary>Reads the Hub's answer about a model. The field comes as a list, or as an object by provider; without
    /// it no provider has the model. Null when the answer is something else.</summary>
    public static ProviderMapping? Read(string modelId, ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            document.RootElement.TryGetProperty("inferenceProviderMapping", out var field);
            var entries = field.ValueKind switch
            {
                JsonValueKind.Array =>
                    field.EnumerateArray().Select(entry => Entry(modelId, Text(entry, "provider"), entry)),
                JsonValueKind.Object =>
                    field.EnumerateObject().Select(member => Entry(modelId, member.Name, member.Value)),
                _ => [],
            };
            return new([.. entries.OfType<ProviderEntry>()]);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ProviderEntry? Entry(string modelId, string? provider, JsonElement entry) =>
        provider is not null && Text(entry, "providerId") is { } providerId && Text(entry, "status") is { } status
            && Text(entry, "task") is { } task
            ? new(provider, providerId, Text(entry, "hfModelId") ?? modelId,
                status, task, Text(entry, "adapter") == "lora" ? Text(entry, "adapterWeightsPath") : null)
            : null;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member)
            && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null;
}
