namespace Visuel.Core.Generation;

/// <summary>The one list of models that are offered.</summary>
public static class ImageModels
{
    // The aspect buckets of SDXL's training (Stability-AI/generative-models, scripts/demo/sampling.py,
    // SD_XL_BASE_RATIOS): about one megapixel each. Elsewhere subjects double or heads are cut.
    private static readonly DrawSize[] OneMegapixel =
    [
        new(704, 1408), new(704, 1344), new(768, 1344), new(768, 1280), new(832, 1216), new(832, 1152), new(896, 1152),
        new(896, 1088), new(960, 1088), new(960, 1024), new(1024, 1024), new(1024, 960), new(1088, 960), new(1088, 896),
        new(1152, 896), new(1152, 832), new(1216, 832), new(1280, 768), new(1344, 768), new(1344, 704), new(1408, 704),
        new(1472, 704), new(1536, 640), new(1600, 640), new(1664, 576), new(1728, 576),
    ];

    /// <summary>Stable Diffusion XL Base 1.0: the default.</summary>
    public static readonly ImageModel StableDiffusionXl = new(
        "stabilityai/stable-diffusion-xl-base-1.0", EngineNames.HuggingFace)
    {
        Name = "Stable Diffusion XL",
        Licence = new(
            "CreativeML Open RAIL++-M",
            "https://huggingface.co/stabilityai/stable-diffusion-xl-base-1.0/blob/main/LICENSE.md", true),
        TrainedSizes = OneMegapixel,
        Steps = new(30, 10, 50),
        GuidanceScale = new(7, 1, 15),
        TakesNegativePrompt = true,
    };

    /// <summary>FLUX.1 [schnell]: distilled to four steps, without guidance or a negative prompt.</summary>
    public static readonly ImageModel FluxSchnell = new("black-forest-labs/FLUX.1-schnell", EngineNames.HuggingFace)
    {
        Name = "FLUX.1 [schnell]",
        Licence = new("Apache 2.0", "https://www.apache.org/licenses/LICENSE-2.0", true),
        TrainedSizes = OneMegapixel,
        Steps = new(4, 1, 4),
        PromptTokens = 250,
        ReadsSentences = true,
    };

    /// <summary>FLUX.1 [dev]: guidance is distilled into it, so it takes no negative prompt.
    /// Not to be run for business without a contract.</summary>
    public static readonly ImageModel FluxDev = new("black-forest-labs/FLUX.1-dev", EngineNames.HuggingFace)
    {
        Name = "FLUX.1 [dev]",
        Licence = new(
            "FLUX.1 [dev] Non-Commercial", "https://huggingface.co/black-forest-labs/FLUX.1-dev/blob/main/LICENSE.md",
            false),
        TrainedSizes = OneMegapixel,
        Steps = new(28, 10, 50),
        GuidanceScale = new(3.5, 1, 10),
        PromptTokens = 500,
        ReadsSentences = true,
    };

    /// <summary>Z-Image Turbo: distilled to eight steps, without guidance or a negative prompt.</summary>
    public static readonly ImageModel ZImageTurbo = new("Tongyi-MAI/Z-Image-Turbo", EngineNames.HuggingFace)
    {
        Name = "Z-Image Turbo",
        Licence = new("Apache 2.0", "https://www.apache.org/licenses/LICENSE-2.0", true),
        TrainedSizes = OneMegapixel,
        Steps = new(8, 4, 12),
        PromptTokens = 500,
        ReadsSentences = true,
    };

    /// <summary>Qwen-Image, which writes legible text. Its sizes are those of its model card; the scale of its guidance
    /// differs between providers and is left to them.</summary>
    public static readonly ImageModel QwenImage = new("Qwen/Qwen-Image", EngineNames.HuggingFace)
    {
        Name = "Qwen-Image",
        Licence = new("Apache 2.0", "https://www.apache.org/licenses/LICENSE-2.0", true),
        TrainedSizes = [new(1328, 1328),
            new(1664, 928), new(928, 1664), new(1472, 1104), new(1104, 1472), new(1584, 1056), new(1056, 1584)],
        Steps = new(30, 10, 50),
        TakesNegativePrompt = true,
        PromptTokens = 500,
        ReadsSentences = true,
    };

    /// <summary>The embedded composer: draws any size, from the words themselves.</summary>
    public static readonly ImageModel Composer = new("visuel/composer", EngineNames.Composer) { Name = "Visuel" };

    /// <summary>All of them, the default first and the composer last.</summary>
    public static IReadOnlyList<ImageModel> All { get; } =
        [StableDiffusionXl, FluxSchnell, FluxDev, ZImageTurbo, QwenImage, Composer];

    /// <summary>A text-to-image model of the Hub. Of one that is not in the list nothing is known: the common sizes,
    /// and its provider's own settings.</summary>
    public static ImageModel FromHub(string id) =>
        All.FirstOrDefault(model => model.Id == id) ?? new(id, EngineNames.HuggingFace) { TrainedSizes = OneMegapixel };
}
