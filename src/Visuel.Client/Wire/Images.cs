using System.Text.Json.Serialization;

namespace Visuel.Client.Wire;

/// <summary>Asks for an image: from own words (<c>prompt</c>), from a title, or from a content item.
/// Blank counts as absent; <c>prompt</c> wins.</summary>
public sealed record GenerateImageRequest
{
    /// <summary>Own words, at most 2,000 characters.</summary>
    public string? Prompt { get; init; }

    /// <summary>A title, at most 300 characters.</summary>
    public string? ContentTitle { get; init; }

    /// <summary>More about the title, at most 2,000 characters.</summary>
    public string? ContentDescription { get; init; }

    /// <summary><c>article</c>, <c>social</c>, <c>ad</c> or <c>image</c>.</summary>
    public string? ContentType { get; init; }

    /// <summary>A content item: fills in what is missing and keeps the image.</summary>
    public Guid? ContentId { get; init; }

    /// <summary>Pixels, 256 to 2048.</summary>
    public int? Width { get; init; }

    /// <summary>Pixels, 256 to 2048.</summary>
    public int? Height { get; init; }

    /// <summary>What to avoid, at most 2,000 characters.</summary>
    public string? NegativePrompt { get; init; }

    /// <summary>A style by name.</summary>
    public string? Style { get; init; }

    /// <summary>A model by id.</summary>
    public string? Model { get; init; }

    /// <summary>0 to 2147483647; the same seed and words give the same picture where the model allows it.</summary>
    public long? Seed { get; init; }

    /// <summary>How much of the words is Visuel's: <c>optimized</c> (default) reads the subject from them and writes a
    /// recipe around it, <c>as_written</c> sends them as they are, <c>in_english</c> only puts them into
    /// English.</summary>
    public string? Wording { get; init; }

    /// <summary>False is <c>wording: as_written</c>; <c>wording</c> goes before it.</summary>
    public bool? Optimize { get; init; }

    /// <summary><c>use</c> (default) or <c>skip</c> the prompt cache.</summary>
    public string? Cache { get; init; }

    /// <summary>Whether the composer may draw if Hugging Face cannot.</summary>
    public bool? Fallback { get; init; }

    /// <summary>Whether the title, or the words where there is none, is to be set on the picture; only the composer
    /// can, any other model is refused.</summary>
    public bool? Titled { get; init; }
}

/// <summary>A drawn image.</summary>
public sealed record GenerateImageAnswer
{
    /// <summary>Always true here; errors carry false.</summary>
    public bool Success { get; init; } = true;

    /// <summary>The PNG as a <c>data:</c> address.</summary>
    [JsonConverter(typeof(ImageDataUriConverter))]
    public required ReadOnlyMemory<byte> Image { get; init; }

    /// <summary>Images of the period, this one counted.</summary>
    public required UsageAnswer Usage { get; init; }

    /// <summary>Image id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Where the file is.</summary>
    public required string Url { get; init; }

    /// <summary>The words really sent.</summary>
    public required string Prompt { get; init; }

    /// <summary>Their tokens; 0 for the composer, which reads words.</summary>
    public required int Tokens { get; init; }

    /// <summary>What did not fit and was left out, the least important first.</summary>
    public required IReadOnlyList<string> Dropped { get; init; }

    /// <summary>How sure the reading of the words is: <c>sure</c>, <c>likely</c> or <c>unsure</c>; null where they
    /// are sent as they are.</summary>
    public required string? Confidence { get; init; }

    /// <summary>The model that drew it.</summary>
    public required string Model { get; init; }

    /// <summary>The engine that drew it: <c>huggingface</c> or <c>composer</c>.</summary>
    public required string Engine { get; init; }

    /// <summary>The company behind the router, or null.</summary>
    public required string? Provider { get; init; }

    /// <summary>The seed that was used.</summary>
    public required long Seed { get; init; }

    /// <summary>Pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Whether it was there already; then it cost nothing.</summary>
    public required bool Cached { get; init; }
}

/// <summary>A kept image.</summary>
/// <param name="Id">Image id.</param>
/// <param name="Url">Where its file is.</param>
/// <param name="ContentIds">The content items it is on.</param>
/// <param name="Title">The title it was drawn for, or null.</param>
/// <param name="Brief">The user's own words, or null.</param>
/// <param name="Prompt">The words really sent.</param>
/// <param name="NegativePrompt">What was to be avoided, or null.</param>
/// <param name="Style">Style, or null.</param>
/// <param name="Model">The model that drew it.</param>
/// <param name="Engine">The engine that drew it.</param>
/// <param name="Provider">The company behind the router, or null.</param>
/// <param name="Seed">The seed that was used.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Bytes">Length of the file.</param>
/// <param name="AltText">Words for those who cannot see it, or null.</param>
/// <param name="Favourite">Whether its owner marked it.</param>
/// <param name="CreatedAt">When it was drawn.</param>
/// <param name="Illustration">Why it looks as it does, for an offline illustration; null for what a model drew.</param>
public sealed record ImageAnswer(
    Guid Id, string Url, IReadOnlyList<Guid> ContentIds, string? Title, string? Brief, string Prompt,
    string? NegativePrompt, string? Style, string Model, string Engine, string? Provider, long Seed, int Width,
    int Height, long Bytes, string? AltText, bool Favourite, DateTimeOffset CreatedAt, IllustrationAnswer? Illustration,
    IReadOnlyDictionary<string, string>? Variants);

/// <summary>Why an offline illustration looks as it does.</summary>
/// <param name="Scene">The family of its scene.</param>
/// <param name="Palette">The name of its colours.</param>
/// <param name="Concepts">What was recognised in the words, the leading one first; empty when nothing was.</param>
/// <param name="Pictograms">What is shown, the main one first, as emoji text.</param>
public sealed record IllustrationAnswer(
    string Scene, string Palette, IReadOnlyList<string> Concepts, IReadOnlyList<string> Pictograms);

/// <summary>Changes what is not null.</summary>
public sealed record UpdateImageRequest
{
    /// <summary>Whether it is marked.</summary>
    public bool? Favourite { get; init; }

    /// <summary>Words for those who cannot see it, at most 2,000 characters; a blank takes them away.</summary>
    [BlankClears]
    public string? AltText { get; init; }
}

/// <summary>Part of a list.</summary>
/// <param name="Items">The rows.</param>
/// <param name="Next">Pass it as <c>cursor</c> for the next part; null at the end.</param>
public sealed record ListAnswer<T>(IReadOnlyList<T> Items, string? Next);
