using SkiaSharp;

namespace Visuel.Composer.Palettes;

/// <summary>Seven colours that go together, and the moods and colour names they answer to.</summary>
/// <param name="Tags">Moods of the lexicon, and colour names ("blue", "pastel") a prompt may ask for.</param>
/// <param name="BackTop">Where the background's gradient starts.</param>
/// <param name="BackBottom">Where it ends.</param>
/// <param name="Strong">The colour one remembers: discs, desks, hills.</param>
/// <param name="Soft">Its quiet companion: motifs, walls.</param>
/// <param name="Accent">The contrast.</param>
/// <param name="Spark">A second, smaller contrast.</param>
/// <param name="IsDark">True when the background is dark, so that light draws the depth.</param>
internal sealed record Palette(
    string Name,
    IReadOnlyList<string> Tags,
    SKColor BackTop,
    SKColor BackBottom,
    SKColor Strong,
    SKColor Soft,
    SKColor Accent,
    SKColor Spark,
    bool IsDark)
{
    public bool Has(string tag) => Tags.Contains(tag, StringComparer.Ordinal);

    /// <summary>The colour that lies lightly on the background: white by night, the strong colour by day.</summary>
    public SKColor Line => IsDark ? SKColors.White : Strong;

    /// <summary>What the strong colour becomes in the shade.</summary>
    public SKColor Shade => Strong.Toward(SKColors.Black, .3f);
}
