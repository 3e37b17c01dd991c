using System.Text.Json;

namespace Visuel.Composer.Pictograms;

/// <summary>One drawing of the library. Immutable; its art is built on first use and shared.</summary>
internal sealed class Pictogram(string symbol, PictogramGroup group, string[] english, string[] french, JsonElement layers)
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

    /// <summary>True for somebody with a body, who can sit at a desk: not a hand, an ear or a bust in outline.</summary>
    public bool IsPerson => group == PictogramGroup.People && (symbol.Contains('\u200D', StringComparison.Ordinal) || IsOneOf("👩👨🧑👵🧓👴👷"));

    /// <summary>True for somebody behind a laptop, whom scenes draw at a real desk.</summary>
    public bool IsAtLaptop => symbol.EndsWith("\u200D💻", StringComparison.Ordinal);

    /// <summary>True for what stands on a shelf or in a shop window: no person, house, vehicle, landscape or large animal.</summary>
    public bool IsWare => Group is not (PictogramGroup.Faces or PictogramGroup.People) && !IsAtLaptop && !IsLargerThanARoom;

    private bool IsLargerThanARoom => IsOneOf("🏠🏡🏢🏬🏪🏨🏫🏥🏛🏰🏭🏗🏟🏙🏘🗼🚗🚙🚌🚚🚛🚄🚆✈🛫🛳⛵🏖⛱🏔🌊🐎🏇🐄🐖");

    public bool IsOneOf(string symbols) => symbols.Contains(symbol, StringComparison.Ordinal);
}
