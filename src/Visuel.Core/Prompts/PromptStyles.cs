namespace Visuel.Core.Prompts;

/// <summary>A style that the user can choose by name.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Words">The words that the model gets.</param>
public sealed record PromptStyle(string Name, string Words);

/// <summary>The styles.</summary>
public static class PromptStyles
{
    /// <summary>All of them, in the order they are offered.</summary>
    public static IReadOnlyList<PromptStyle> All { get; } =
    [
        new("photo", "realistic photograph, 50mm lens, natural colours"),
        new("illustration", "modern flat vector illustration, clean shapes"),
        new("watercolor", "delicate watercolour painting on paper"),
        new("3d", "soft 3D render, rounded shapes, studio light"),
        new("minimal", "minimalist, few elements, large plain background"),
    ];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(style => style.Name)];

    /// <summary>The style of this name, or null.</summary>
    public static PromptStyle? Find(string? name) =>
        All.FirstOrDefault(style => string.Equals(style.Name, name, StringComparison.Ordinal));
}
