using System.Text.Json;
using Visuel.Core.Generation;

namespace Visuel.Server.Engines.HuggingFace.Providers;

/// <summary>What fal is asked: a flat object. It ignores keys it does not know, <c>width</c> and <c>height</c> among them.</summary>
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
            Loras = entry.LoraWeights is { } weights ? [new FalLora(new Uri(hub, $"/{entry.ModelId}/resolve/main/{weights}").AbsoluteUri, 1)] : null,
            // The one app that draws with any base model has to be told which (huggingface.js, fal-ai.ts).
            ModelName = entry is { LoraWeights: not null, ProviderId: "fal-ai/lora" } ? ImageModels.StableDiffusionXl.Id : null,
        };
    }
}

/// <summary>Width and height in pixels.</summary>
internal sealed record FalSize(int Width, int Height);

/// <summary>An addition to a model: where its weights are, and how strongly they count.</summary>
internal sealed record FalLora(string Path, double Scale);

/// <summary>An order in fal's queue: the answer to its submission and, without the address, to each look at it.</summary>
/// <param name="Status"><c>IN_QUEUE</c>, <c>IN_PROGRESS</c> or <c>COMPLETED</c>.</param>
/// <param name="QueuePosition">Orders in front of it.</param>
/// <param name="ResponseUrl">Where the result will be, on fal's own host.</param>
internal sealed record FalTicket(string? Status, int? QueuePosition, string? ResponseUrl);

/// <summary>What fal drew.</summary>
/// <param name="Images">Where the images are.</param>
/// <param name="HasNsfwConcepts">For each image whether it was blacked out.</param>
/// <param name="Seed">The seed it used.</param>
internal sealed record FalResult(IReadOnlyList<FalImage?>? Images, IReadOnlyList<bool>? HasNsfwConcepts, JsonElement? Seed);

/// <summary>An image by its address, which may hold the image itself.</summary>
internal sealed record FalImage(string? Url);
