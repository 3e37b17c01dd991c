using Visuel.Core.Calendar;

namespace Visuel.Core.Prompts;

/// <summary>How the image of one content type is described to a diffusion model.</summary>
/// <param name="Framing">What comes before the subject.</param>
/// <param name="Look">What comes after it.</param>
/// <param name="Avoid">The negative prompt.</param>
public sealed record PromptRecipe(string Framing, string Look, string Avoid)
{
    /// <summary>Part of the prompt cache's key. Raise it whenever a recipe or a style changes; a new one
    /// needs no other version.</summary>
    public const string Version = "recipes-1";

    /// <summary>The words that raise the quality of any picture.</summary>
    public const string Quality = "high quality, professional, detailed";

    private const string AvoidAlways =
        "text, letters, watermark, logo, signature, blurry, low quality, deformed, disfigured, extra fingers, bad " +
        "anatomy";

    /// <summary>The recipe of a content type.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The type has none.</exception>
    public static PromptRecipe For(ContentType type) => type switch
    {
        ContentType.Article => new(
            "Editorial illustration for a blog article:",
            "clear single subject, natural light, balanced composition with calm background",
            AvoidAlways + ", cluttered, collage"),
        ContentType.Social => new(
            "Eye-catching social media visual:",
            "vivid colours, strong focal point, lively and friendly mood, uncluttered background",
            AvoidAlways + ", dull colours, cluttered"),
        ContentType.Ad => new(
            "Advertising photograph:",
            "hero subject in the centre, studio lighting, premium commercial look, generous empty space for a message",
            AvoidAlways + ", cluttered, amateur, price tag"),
        ContentType.Image => new(
            "",
            "well composed, beautiful light",
            AvoidAlways),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "This content type has no recipe."),
    };
}
