using SkiaSharp;

namespace Visuel.Composer.Palettes;

/// <summary>Six colours that go together, with the moods and colour names for which they are chosen.</summary>
/// <param name="Tags">Moods of the lexicon, and colour names ("blue", "pastel") a prompt may ask for.</param>
/// <param name="BackTop">Where the background's gradient starts.</param>
/// <param name="BackBottom">Where it ends.</param>
/// <param name="Strong">The main colour, for large shapes: discs, desks, hills.</param>
/// <param name="Soft">The quiet colour, for motifs and walls.</param>
/// <param name="Accent">The contrast.</param>
/// <param name="Spark">A second contrast, for small shapes.</param>
/// <param name="IsDark">Whether the background is dark; depth is then drawn with light instead of shadows.</param>
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

    /// <summary>The colour of thin lines on the background: white on a dark one, else the strong colour.</summary>
    public SKColor Line => IsDark ? SKColors.White : Strong;

    /// <summary>The strong colour in the shade.</summary>
    public SKColor Shade => Strong.Toward(SKColors.Black, .3f);
}
