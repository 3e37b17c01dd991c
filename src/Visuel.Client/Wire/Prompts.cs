namespace Visuel.Client.Wire;

/// <summary>What would be sent for a request, and what was understood of it.</summary>
public sealed record PromptPreviewAnswer
{
    /// <summary>The words that the model would get.</summary>
    public required string Prompt { get; init; }

    /// <summary>What it would be told to avoid, or null.</summary>
    public required string? NegativePrompt { get; init; }

    /// <summary>The tokens of <c>prompt</c>; 0 for an engine that reads words.</summary>
    public required int Tokens { get; init; }

    /// <summary>The tokens that the model reads.</summary>
    public required int TokenLimit { get; init; }

    /// <summary>What does not fit and is left out, the least important first.</summary>
    public required IReadOnlyList<string> Dropped { get; init; }

    /// <summary>The model that would draw.</summary>
    public required string Model { get; init; }

    /// <summary>The engine that would draw: <c>huggingface</c> or <c>composer</c>.</summary>
    public required string Engine { get; init; }

    /// <summary>How sure the reading is: <c>sure</c>, <c>likely</c> or <c>unsure</c>.</summary>
    public required string Confidence { get; init; }

    /// <summary>The main thing, or null where nothing was understood.</summary>
    public required ShownAnswer? Subject { get; init; }

    /// <summary>What is beside it, or null.</summary>
    public required ShownAnswer? Companion { get; init; }

    /// <summary>Where it is, or null.</summary>
    public required ShownAnswer? Place { get; init; }

    /// <summary>What the words say is not there.</summary>
    public required IReadOnlyList<ShownAnswer> Denied { get; init; }

    /// <summary>What may be shown instead; each may be sent as <c>prompt</c>.</summary>
    public required IReadOnlyList<ShownAnswer> Suggestions { get; init; }
}

/// <summary>Something that can be shown.</summary>
/// <param name="English">It in English, as a model gets it.</param>
/// <param name="French">It in French, or null.</param>
public sealed record ShownAnswer(string English, string? French);
