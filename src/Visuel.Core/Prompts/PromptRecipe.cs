using Visuel.Core.Calendar;
using Visuel.Core.Generation;

namespace Visuel.Core.Prompts;

/// <summary>How the image of one content type is described to a model.</summary>
/// <param name="Medium">What comes before the subject, or "".</param>
/// <param name="Composition">Where the subject stands.</param>
/// <param name="Light">The light.</param>
/// <param name="Mood">What else the picture is like.</param>
/// <param name="Avoid">What it should not be.</param>
public sealed record PromptRecipe(string Medium, string Composition, string Light, string Mood, string Avoid)
{
    /// <summary>Part of the prompt cache's key. Raise it whenever a recipe or a style changes; a new one
    /// needs no other version.</summary>
    public const string Version = "recipes-2";

    /// <summary>The words that raise the quality of any picture.</summary>
    public const string Quality = "high quality, professional, detailed";

    /// <summary>What no picture should have.</summary>
    public const string AvoidAlways = "text, letters, watermark, logo, blurry, low quality";

    /// <summary>What a picture with people should not have.</summary>
    public const string AvoidOnPeople = "deformed hands, extra fingers, disfigured";

    private const double Tall = .72;
    private const double Portrait = .9;
    private const double Wide = 1.6;

    /// <summary>The recipe of a content type.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The type has none.</exception>
    public static PromptRecipe For(ContentType type) => type switch
    {
        ContentType.Article => new(
            "editorial photograph of", "wide composition with empty space on one side", "soft natural light",
            "shallow depth of field", "cluttered, collage"),
        ContentType.Social => new(
            "vibrant lifestyle photograph of", "close-up, one bold focal point", "bright saturated colours",
            "cheerful mood", "dull colours, cluttered"),
        ContentType.Ad => new(
            "advertising photograph of", "centred in focus, copy space",
            "softbox studio lighting", "premium commercial look", "price tag, busy background"),
        ContentType.Image => new("", "balanced composition", "beautiful light", "", ""),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "This content type has no recipe."),
    };

    /// <summary>Where the subject stands in a picture of this shape; null where the type decides.</summary>
    public static string? Composed(DrawSize size) => ((double)size.Width / size.Height) switch
    {
        < Tall => "vertical composition, subject in the lower two thirds",
        < Portrait => "portrait composition",
        > Wide => "wide shot, subject off-centre",
        _ => null,
    };
}
