using SkiaSharp;
using Visuel.Composer.Painting;
using Visuel.Composer.Palettes;

namespace Visuel.Composer.Props;

/// <summary>A lamp hanging from the top of the picture.</summary>
internal static class Lamp
{
    public static void Draw(Easel easel, float x, float bottom, float width)
    {
        var (palette, height) = (easel.Palette, width * .5f);
        easel.Brush.Line(
            x, 0, x, bottom - height, 6 * easel.Unit, palette.IsDark ? SKColors.White.Fade(.5f) : palette.Shade);
        easel.Light.Glow(x, bottom, width * 1.1f, new SKColor(255, 224, 150), .5f);
        easel.Brush.Circle(x, bottom, width * .13f, new SKColor(255, 240, 200));
        using var outline = new SKPathBuilder();
        outline.MoveTo(x - (width / 2), bottom);
        outline.CubicTo(
            x - (width * .46f), bottom - (height * .9f), x - (width * .2f), bottom - height, x, bottom - height);
        outline.CubicTo(
            x + (width * .2f), bottom - height, x + (width * .46f), bottom - (height * .9f), x + (width / 2), bottom);
        outline.Close();
        using var shade = outline.Detach();
        easel.Brush.Fill(shade, palette.Accent);
    }
}
