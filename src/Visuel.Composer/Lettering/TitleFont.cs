using SkiaSharp;
using Visuel.Words;

namespace Visuel.Composer.Lettering;

/// <summary>The font titles are set in: Sora Bold, which is embedded, so that every machine sets
/// the same letters.</summary>
internal sealed class TitleFont
{
    private readonly SKTypeface face;

    public TitleFont()
    {
        using var file = EmbeddedFiles.Open(typeof(TitleFont).Assembly, "sora-bold.otf");
        using var data = SKData.Create(file);
        face = SKTypeface.FromData(data);
    }

    /// <summary>The font at a size in pixels. The caller disposes of it.</summary>
    public SKFont At(float size) =>
        new(face, size) { Subpixel = true, Edging = SKFontEdging.Antialias, Hinting = SKFontHinting.None };
}
