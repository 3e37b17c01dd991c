using System.Text.Json;
using Visuel.Core.Generation;

namespace Visuel.Server.Engines.HuggingFace.Providers;

/// <summary>The body of an order at fal. fal ignores keys that it does not know, among them <c>width</c> and
/// <c>height</c>.</summary>
internal sealed record FalBody
{
    public required string Prompt { get; init; }

    public string? NegativePrompt { get; init; }

    public required FalSize ImageSize { get; init; }

    public int? NumInferenceSteps { get; init; }

    public double? GuidanceScale { get; init; }

    public required long Seed { get; init; }

    public int NumImages { get; } = 1;

    public string Format { get; } = "png";

    public IReadOnlyList<FalLora>? Loras { get; init; }

    public string? ModelName { get; init; }

    /// <summary>The body for an order.</summary>
    public static FalBody Of(ProviderRequest request, Uri hub)
    {
        var (order, entry) = (request.Order, request.Entry);
        return new FalBody
        {
            Prompt = order.Prompt,
            NegativePrompt = request.NegativePrompt,
            ImageSize = new FalSize(order.DrawnSize.Width, order.DrawnSize.Height),
            NumInferenceSteps = order.Model.Steps?.Default,
            GuidanceScale = order.Model.GuidanceScale?.Default,
            Seed = order.Seed,
            Loras = entry.LoraWeights is { } weights
                ? [new FalLora(new Uri(hub, $"/{entry.ModelId}/resolve/main/{weights}").AbsoluteUri, 1)]
                : null,
            // The app fal-ai/lora draws with any base model, so it must be told which (huggingface.js, fal-ai.ts).
            ModelName = entry is { LoraWeights: not null, ProviderId: "fal-ai/lora" }
                ? ImageModels.StableDiffusionXl.Id
                : null,
        };
    }
}

/// <summary>Width and height in pixels.</summary>
internal sealed record FalSize(int Width, int Height);

/// <summary>A LoRA: the address of its weights, and their scale.</summary>
internal sealed record FalLora(string Path, double Scale);

/// <summary>fal's answer to a new order and, without the address, to each call for its status.</summary>
/// <param name="Status"><c>IN_QUEUE</c>, <c>IN_PROGRESS</c> or <c>COMPLETED</c>.</param>
/// <param name="QueuePosition">How many orders are before it.</param>
/// <param name="ResponseUrl">Where the result will be, on fal's own host.</param>
internal sealed record FalTicket(string? Status, int? QueuePosition, string? ResponseUrl);

/// <summary>What fal drew.</summary>
/// <param name="Images">Where the images are.</param>
/// <param name="HasNsfwConcepts">For each image, whether fal's filter blacked it out.</param>
/// <param name="Seed">The seed it used.</param>
internal sealed record FalResult(
    IReadOnlyList<FalImage?>? Images, IReadOnlyList<bool>? HasNsfwConcepts, JsonElement? Seed);

/// <summary>The address of an image. A <c>data:</c> address holds the image itself.</summary>
internal sealed record FalImage(string? Url);
