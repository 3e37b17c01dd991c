using Visuel.Core.Generation;

namespace Visuel.Core.Prompts;

/// <summary>How much of the words is ours.</summary>
public enum PromptWording
{
    /// <summary>The subject is read from the words, and a recipe is written around it.</summary>
    Optimized,

    /// <summary>The words as they are.</summary>
    AsWritten,

    /// <summary>The words as they are, in English.</summary>
    InEnglish,
}

/// <summary>What a prompt is to be written for.</summary>
/// <param name="Brief">What the user gave.</param>
/// <param name="Model">The model that will read it.</param>
public sealed record PromptRequest(Brief Brief, ImageModel Model)
{
    /// <summary>A style by name, or null.</summary>
    public string? Style { get; init; }

    /// <summary>What the user wants avoided, or null.</summary>
    public string? Avoid { get; init; }

    /// <summary>How much of the words is ours.</summary>
    public PromptWording Wording { get; init; }

    /// <summary>The size of the picture.</summary>
    public DrawSize Size { get; init; } = DrawSize.Default;

    /// <summary>Whether the engine understands the words itself, so that nothing is written around them.</summary>
    public bool ReadsTheBrief { get; init; }
}
