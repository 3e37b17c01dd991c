using SkiaSharp;
using Visuel.Composer.Painting;
using Visuel.Composer.Palettes;

namespace Visuel.Composer.Props;

/// <summary>A desk seen from the front, its legs running to the bottom of the picture.</summary>
internal static class Desk
{
    public static void Draw(Easel easel, SKRect top, float floor)
    {
        var (brush, unit, side) = (easel.Brush, easel.Unit, easel.Side);
        var wood = easel.Palette.IsDark ? easel.Palette.Accent.Lighter(.08f) : easel.Palette.Strong.Lighter(.05f);
        foreach (var x in (float[])[top.Left + (side * .08f), top.Right - (side * .08f)])
        {
            brush.Rounded(
                new SKRect(x - (13 * unit), top.MidY, x + (13 * unit), floor + (20 * unit)),
                8 * unit, wood.Darker(.3f));
        }

        var drawer = SKRect.Create(
            easel.Mirrored ? top.Left + (side * .13f) : top.Right - (side * .45f), top.MidY, side * .32f, side * .15f);
        brush.Rounded(drawer, 12 * unit, wood.Darker(.16f));
        brush.Rounded(
            SKRect.Create(drawer.MidX - (side * .04f), drawer.Top + (side * .075f), side * .08f, 14 * unit), 7 * unit,
            SKColors.White.Fade(.75f));
        brush.Rounded(top, 14 * unit, wood);
        brush.Rounded(
            new SKRect(top.Left + (14 * unit), top.Top + (5 * unit), top.Right - (14 * unit), top.Top + (11 * unit)),
            3 * unit, SKColors.White.Fade(.22f));
    }
}
