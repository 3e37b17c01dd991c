using Visuel.Core.Accounts;
using Visuel.Core.Prompts;

namespace Visuel.Core.Generation;

/// <summary>Everything an engine needs to draw.</summary>
/// <param name="Prompt">The words to send.</param>
/// <param name="NegativePrompt">What to avoid, or null.</param>
/// <param name="Model">The model to draw with.</param>
/// <param name="Size">The size the caller wants.</param>
/// <param name="Seed">Start of the chance in the picture: 0 to 2³¹−1, which every provider takes.</param>
/// <param name="Brief">What the user gave, for an engine that understands it by itself.</param>
public sealed record Order(
    string Prompt, string? NegativePrompt, ImageModel Model, DrawSize Size, long Seed, Brief Brief)
{
    /// <summary>The largest seed: what every provider takes.</summary>
    public const long MaximumSeed = int.MaxValue;

    /// <summary>Whom it is drawn for; null where only the picture matters.</summary>
    public Patron? Patron { get; init; }

    /// <summary>Text to set on the picture, for an engine that can; null for none.</summary>
    public string? Title { get; init; }

    /// <summary>How the house looks, for an engine that follows it; null where it does not matter.</summary>
    public Brand? Brand { get; init; }

    /// <summary>An order that a provider was already given, to be asked for before anybody else is; or null.</summary>
    public RemoteJob? Job { get; init; }

    /// <summary>The size the engine is to draw, which may differ from the size asked.</summary>
    public DrawSize DrawnSize => Model.SizeToDraw(Size);
}

/// <summary>What an engine gives back.</summary>
/// <param name="Bytes">The file as it arrived. Whoever gets it may change it.</param>
/// <param name="Seed">The seed the engine says it used, else the one it was sent.</param>
/// <param name="Provider">The company that drew it, or null.</param>
public sealed record DrawnPicture(Memory<byte> Bytes, long Seed, string? Provider)
{
    /// <summary>Why it looks as it does, where the engine knows.</summary>
    public Illustration? Illustration { get; init; }

    /// <summary>Whether the account's own token paid for it.</summary>
    public bool IsOnOwnToken { get; init; }
}

/// <summary>Why an illustration looks as it does. Lists are equal when their members are.</summary>
/// <param name="Scene">The family of its scene, such as <c>orbit</c>.</param>
/// <param name="Palette">The name of its colours.</param>
/// <param name="Concepts">What was recognised in the words, by the lexicon's names, the leading one first;
/// empty when nothing was.</param>
/// <param name="Pictograms">What is shown, the main one first, as emoji text.</param>
public sealed record Illustration(
    string Scene, string Palette, IReadOnlyList<string> Concepts, IReadOnlyList<string> Pictograms)
{
    /// <inheritdoc/>
    public bool Equals(Illustration? other) => other is not null
        && (Scene, Palette) == (other.Scene, other.Palette)
        && Concepts.SequenceEqual(other.Concepts, StringComparer.Ordinal)
        && Pictograms.SequenceEqual(other.Pictograms, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Scene, Palette, Concepts.Count, Pictograms.Count);
}
