namespace Visuel.Core.Generation;

/// <summary>A model and what it can do.</summary>
/// <param name="Id">Its name on the wire, such as <c>stabilityai/stable-diffusion-xl-base-1.0</c>.</param>
/// <param name="Engine">The engine that draws with it.</param>
/// <param name="TrainedSizes">The sizes it was trained for; empty when it draws any size.</param>
/// <param name="Steps">Denoising steps to ask for, or null to leave it to the provider.</param>
/// <param name="GuidanceScale">How closely to follow the prompt, or null to leave it to the provider.</param>
/// <param name="TakesNegativePrompt">Whether it can be told what to avoid.</param>
public sealed record ImageModel(
    string Id,
    string Engine,
    IReadOnlyList<DrawSize> TrainedSizes,
    int? Steps,
    double? GuidanceScale,
    bool TakesNegativePrompt)
{
    /// <summary>Stable Diffusion XL Base 1.0. Its sizes are the aspect buckets of its training (Stability-AI/generative-models,
    /// <c>scripts/demo/sampling.py</c>, SD_XL_BASE_RATIOS); elsewhere subjects double or heads are cut.</summary>
    public static readonly ImageModel StableDiffusionXl = new(
        "stabilityai/stable-diffusion-xl-base-1.0",
        EngineNames.HuggingFace,
        [
            new(704, 1408), new(704, 1344), new(768, 1344), new(768, 1280), new(832, 1216), new(832, 1152), new(896, 1152), new(896, 1088),
            new(960, 1088), new(960, 1024), new(1024, 1024), new(1024, 960), new(1088, 960), new(1088, 896), new(1152, 896), new(1152, 832),
            new(1216, 832), new(1280, 768), new(1344, 768), new(1344, 704), new(1408, 704), new(1472, 704), new(1536, 640), new(1600, 640),
            new(1664, 576), new(1728, 576),
        ],
        Steps: 30,
        GuidanceScale: 7,
        TakesNegativePrompt: true);

    /// <summary>The embedded composer: draws any size, from the words themselves.</summary>
    public static readonly ImageModel Composer = new("visuel/composer", EngineNames.Composer, [], null, null, TakesNegativePrompt: false);

    /// <summary>A text-to-image model of the Hub about which nothing is known: the common sizes, and its provider's own settings.</summary>
    public static ImageModel FromHub(string id) => string.Equals(id, StableDiffusionXl.Id, StringComparison.Ordinal)
        ? StableDiffusionXl
        : new(id, EngineNames.HuggingFace, StableDiffusionXl.TrainedSizes, null, null, TakesNegativePrompt: false);

    /// <summary>The size to draw for a picture of this size; the result is scaled and cropped to exactly what was asked.</summary>
    public DrawSize SizeToDraw(DrawSize asked) => TrainedSizes.Count == 0 ? asked : asked.NearestOf(TrainedSizes);
}

/// <summary>The engines by name, as they stand on images and in the API.</summary>
public static class EngineNames
{
    public const string HuggingFace = "huggingface";
    public const string Composer = "composer";
}
