using SkiaSharp;
using Visuel.Composer.Painting;
using Visuel.Composer.Palettes;

namespace Visuel.Composer.Props;

/// <summary>A window on a small city, by day or by night with the palette.</summary>
internal static class Window
{
    public static void Draw(Easel easel, SKRect glass)
    {
        var (palette, brush, unit) = (easel.Palette, easel.Brush, easel.Unit);
        var frame = SKRect.Inflate(glass, 11 * unit, 11 * unit);
        easel.Light.Drop(frame, 22 * unit, 14 * unit, 8 * unit, .12f);
        brush.Rounded(frame, 22 * unit, SKColors.White);
        var (above, below) = palette.IsDark
            ? (palette.Strong.Darker(.25f), palette.Strong.Lighter(.35f))
            : (new SKColor(176, 220, 249), new SKColor(233, 246, 254));
        brush.Rounded(glass, 14 * unit, above, below);
        brush.Inside(glass, 14 * unit, () => View(easel, glass));
        brush.Rectangle(
            new SKRect(glass.MidX - (4 * unit), glass.Top, glass.MidX + (4 * unit), glass.Bottom), SKColors.White);
        brush.Rounded(new SKRect(
            glass.Left - (26 * unit), glass.Bottom + (6 * unit), glass.Right + (26 * unit),
            glass.Bottom + (26 * unit)), 10 * unit, SKColors.White);
    }

    private static void View(Easel easel, SKRect glass)
    {
        var (palette, width) = (easel.Palette, glass.Width);
        var sun = palette.IsDark ? palette.Accent.Lighter(.6f) : new SKColor(255, 206, 92);
        easel.Brush.Circle(glass.Left + (width * .75f), glass.Top + (glass.Height * .2f), width * .12f, sun);
        Ornaments.Cloud(
            easel, glass.Left + (width * .28f), glass.Top + (glass.Height * .36f), width * .38f,
            SKColors.White.Fade(.95f));
        var wall = palette.Strong.Toward(palette.IsDark ? SKColors.Black : SKColors.White, palette.IsDark ? .3f : .4f);
        for (var house = 0; house < 5; house++)
        {
            var height = glass.Height * (.2f + (.11f * (((house * 3) + 1) % 4)));
            var box = SKRect.Create(
                glass.Left + (house * width * .21f) - (width * .02f), glass.Bottom - height, width * .19f, height);
            easel.Brush.Rectangle(box, wall.Fade(.95f));
            for (var pane = 0; pane < 8; pane++)
            {
                if ((house + (pane / 2) + (pane % 2)) % 3 != 0)
                {
                    var (x, y) = (box.Left + (width * (.035f + (pane % 2 * .075f))), box.Top
                        + (((pane / 2) + .5f) * width * .09f));
                    easel.Brush.Rectangle(SKRect.Create(x, y, width * .04f, width * .045f), SKColors.White.Fade(.5f));
                }
            }
        }
    }
}
