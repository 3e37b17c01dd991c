using System.Text.Json;

namespace Visuel.Composer.Pictograms;

/// <summary>One drawing of the library. It never changes. Its art is built on first use and shared.</summary>
internal sealed class Pictogram(
    string symbol, PictogramGroup group, string[] english, string[] french, JsonElement layers)
{
    private readonly Lazy<PictogramArt> art = new(() => ArtBuilder.Build(layers));

    /// <summary>The emoji it draws, without variation selectors.</summary>
    public string Symbol => symbol;

    public PictogramGroup Group => group;

    /// <summary>The label, then the tags.</summary>
    public IReadOnlyList<string> English => english;

    /// <summary>The label, then the tags.</summary>
    public IReadOnlyList<string> French => french;

    public PictogramArt Art => art.Value;

    /// <summary>Whether it is a person who can be drawn at a desk: not a hand, an ear or the outline of a
    /// bust.</summary>
    public bool IsPerson => group == PictogramGroup.People
        && (symbol.Contains('\u200D', StringComparison.Ordinal) || IsOneOf("👩👨🧑👵🧓👴👷"));

    /// <summary>Whether it is a person behind a laptop, whom scenes draw at a desk.</summary>
    public bool IsAtLaptop => symbol.EndsWith("\u200D💻", StringComparison.Ordinal);

    /// <summary>Whether it fits on a shelf or in a shop window: no person, house, vehicle, landscape or large
    /// animal.</summary>
    public bool IsWare =>
        Group is not (PictogramGroup.Faces or PictogramGroup.People) && !IsAtLaptop && !IsLargerThanARoom;

    private bool IsLargerThanARoom => IsOneOf("🏠🏡🏢🏬🏪🏨🏫🏥🏛🏰🏭🏗🏟🏙🏘🗼🚗🚙🚌🚚🚛🚄🚆✈🛫🛳⛵🏖⛱🏔🌊🐎🏇🐄🐖");

    public bool IsOneOf(string symbols) => symbols.Contains(symbol, StringComparison.Ordinal);
}
