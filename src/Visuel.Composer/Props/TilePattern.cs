using SkiaSharp;
using Visuel.Composer.Painting;
using Visuel.Composer.Palettes;

namespace Visuel.Composer.Props;

/// <summary>Plain geometry for a tile, in the manner of the Bauhaus.</summary>
internal static class TilePattern
{
    public const int Count = 6;

    public static void Draw(Easel easel, SKRect box, float radius, int pattern, SKColor ground, SKColor figure)
    {
        easel.Brush.Rounded(box, radius, ground);
        easel.Brush.Inside(box, radius, () => Figure(easel.Brush, box, pattern, ground, figure));
    }

    private static void Figure(Brush brush, SKRect box, int pattern, SKColor ground, SKColor figure)
    {
        var side = Math.Min(box.Width, box.Height);
        switch (pattern)
        {
            case 0:
                brush.Circle(box.Left, box.Bottom, side, figure);
                brush.Circle(box.Left, box.Bottom, side * .5f, ground);
                break;
            case 1:
                brush.Circle(box.MidX, box.MidY, side * .36f, figure);
                break;
            case 2:
                brush.Circle(box.MidX, box.Top, side * .5f, figure);
                brush.Circle(box.MidX, box.Bottom, side * .5f, figure);
                break;
            case 3:
                var dots = ground.Luminance() > .5 ? SKColors.Black.Fade(.45f) : SKColors.White.Fade(.75f);
                brush.Dots(box.MidX - (side * .33f), box.MidY - (side * .33f), 5, 5, side * .165f, side * .038f, dots);
                break;
            case 4:
                using (var half = Shapes.Polygon(
                    new(box.Left, box.Top), new(box.Right, box.Bottom), new(box.Left, box.Bottom)))
                {
                    brush.Fill(half, figure);
                }

                break;
            default:
                for (var ring = 0; ring < 3; ring++)
                {
                    brush.Ring(box.Right, box.Top, side * (.3f + (ring * .27f)), side * .1f, figure);
                }

                break;
        }
    }
}
