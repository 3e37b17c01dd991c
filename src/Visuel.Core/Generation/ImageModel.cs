using Visuel.Words;

namespace Visuel.Core.Generation;

/// <summary>A model and what it can do.</summary>
/// <param name="Id">Its name on the wire, such as <c>stabilityai/stable-diffusion-xl-base-1.0</c>.</param>
/// <param name="Engine">The engine that draws with it.</param>
public sealed record ImageModel(string Id, string Engine)
{
    /// <summary>Its name for people.</summary>
    public string Name { get; init; } = Id;

    /// <summary>The terms it is used under, or null when they are not known.</summary>
    public ModelLicence? Licence { get; init; }

    /// <summary>The sizes it was trained for; empty when it draws any size.</summary>
    public IReadOnlyList<DrawSize> TrainedSizes { get; init; } = [];

    /// <summary>Denoising steps, or null to leave them to the provider.</summary>
    public ParameterRange<int>? Steps { get; init; }

    /// <summary>How closely to follow the prompt, or null to leave it to the provider.</summary>
    public ParameterRange<double>? GuidanceScale { get; init; }

    /// <summary>The tokens of a prompt that it reads, and as many of a negative prompt; it drops the rest without an
    /// error. They are counted as <see cref="ClipTokens"/> does, which is near enough where a model reads other
    /// tokens.</summary>
    public int PromptTokens { get; init; } = ClipTokens.Budget;

    /// <summary>Whether it reads sentences better than a list of words.</summary>
    public bool ReadsSentences { get; init; }

    /// <summary>Whether it can be told what to avoid.</summary>
    public bool TakesNegativePrompt { get; init; }

    /// <summary>The size to draw for a picture of this size;
    /// the result is scaled and cropped to exactly what was asked.</summary>
    public DrawSize SizeToDraw(DrawSize asked) => TrainedSizes.Count == 0 ? asked : asked.NearestOf(TrainedSizes);

    /// <summary>Whether its licence lets it draw advertisements.</summary>
    public bool MayDrawAds => Licence is null or { AllowsCommercialUse: true };
}

/// <summary>A number that may be chosen.</summary>
/// <param name="Default">What is sent.</param>
/// <param name="Least">The smallest that makes sense.</param>
/// <param name="Most">The largest that makes sense.</param>
public sealed record ParameterRange<T>(T Default, T Least, T Most)
    where T : struct;

/// <summary>The terms a model is used under.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Address">Where they are to be read.</param>
/// <param name="AllowsCommercialUse">Whether the model may be run for business.</param>
public sealed record ModelLicence(string Name, string Address, bool AllowsCommercialUse);

/// <summary>The engines by name, as they stand on images and in the API.</summary>
public static class EngineNames
{
    public const string HuggingFace = "huggingface";
    public const string Composer = "composer";

    /// <summary>All of them, in the order in which <c>IMAGE_ENGINE=auto</c> tries them: the first that is ready for a
    /// patron draws. The composer is always ready.</summary>
    public static IReadOnlyList<string> All { get; } = [HuggingFace, Composer];
}
