using SkiaSharp;

namespace Visuel.Composer.Pictograms;

/// <summary>A pictogram ready to draw.</summary>
/// <param name="Picture">The layers, in the 32×32 box of the source.</param>
/// <param name="Bounds">The tight bounds of the drawing in that box.</param>
/// <param name="Silhouette">All layers as one outline, for sticker borders.</param>
/// <param name="Mean">The mean colour of its layers.</param>
/// <param name="Main">The colours of its large areas. The background must differ from each of them.</param>
internal sealed record PictogramArt(
    SKPicture Picture,
    SKRect Bounds,
    SKPath Silhouette,
    SKColor Mean,
    IReadOnlyList<SKColor> Main)
{
    public float Longest => Math.Max(Bounds.Width, Bounds.Height);
}
