namespace Visuel.Core.Prompts;

/// <summary>A style that the user can choose by name: a template around the subject.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="French">Its name in French.</param>
/// <param name="English">Its name in English.</param>
/// <param name="Medium">What comes before the subject.</param>
/// <param name="Look">What comes after it.</param>
/// <param name="Avoid">The negative words: the other media.</param>
public sealed record PromptStyle(
    string Name, string French, string English, string Medium, string Look, string Avoid);

/// <summary>The styles.</summary>
public static class PromptStyles
{
    private const string NoDrawing = "drawing, painting, sketch, cartoon, 3d render";
    private const string NoPhoto = "photograph, photorealistic";

    /// <summary>All of them, in the order they are offered.</summary>
    public static IReadOnlyList<PromptStyle> All { get; } =
    [
        new("photo", "Photo", "Photo", "realistic photograph of", "natural colours, 50mm lens", NoDrawing),
        new(
            "illustration", "Illustration", "Illustration", "flat vector illustration of",
            "clean shapes, limited palette", $"{NoPhoto}, 3d render, gradient noise"),
        new("watercolor", "Aquarelle", "Watercolour", "delicate watercolour painting of",
            "soft washes on textured paper", $"{NoPhoto}, 3d render, vector"),
        new("3d", "3D", "3D", "soft 3D render of", "rounded shapes, matte clay, studio light",
            "photograph, flat drawing, sketch, painting"),
        new("minimal", "Minimaliste", "Minimal", "minimalist picture of", "few elements, large plain background",
            "busy background, clutter, pattern"),
        new("isometric", "Isométrique", "Isometric", "isometric 3D illustration of",
            "pastel colours, plain background", $"{NoPhoto}, perspective, sketch"),
        new("papercut", "Papier découpé", "Paper cut", "layered paper cut-out of", "coloured paper, soft shadows",
            $"{NoPhoto}, 3d render, painting"),
        new("lineart", "Dessin au trait", "Line art", "fine ink line drawing of",
            "one accent colour, white background", $"{NoPhoto}, 3d render, shading, gradient"),
        new("retro", "Rétro", "Retro", "1960s poster illustration of", "print grain, bold flat shapes, muted palette",
            $"{NoPhoto}, 3d render, lettering"),
        new("cinematic", "Cinéma", "Cinematic", "cinematic film still of", "golden hour, shallow focus, film grain",
            NoDrawing),
    ];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(style => style.Name)];

    /// <summary>The style of this name, or null.</summary>
    public static PromptStyle? Find(string? name) =>
        All.FirstOrDefault(style => string.Equals(style.Name, name, StringComparison.Ordinal));
}
