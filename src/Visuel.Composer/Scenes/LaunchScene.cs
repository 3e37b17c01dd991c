using SkiaSharp;
using Visuel.Composer.Painting;
using Visuel.Composer.Palettes;
using Visuel.Composer.Pictograms;

namespace Visuel.Composer.Scenes;

/// <summary>A rocket on its way from the clouds, its trail behind it. For rockets only.</summary>
internal sealed class LaunchScene : IScene
{
    public string Name => "launch";

    public bool Suits(Pictogram hero) => hero.IsOneOf("🚀");

    public void Paint(Easel easel)
    {
        Backdrop.Plain(easel);
        var (palette, side, x, y) = (easel.Palette, easel.Side, easel.X(.55f), easel.Y(.44f));
        using (var pebble = Shapes.Pebble(x, y, side * .4f, .08f, 8, easel.Dice))
        {
            easel.Brush.Fill(pebble, (palette.IsDark ? palette.Strong : palette.Soft).Fade(palette.IsDark ? .5f : .6f));
        }

        Stars(easel);
        Planet(easel, easel.X(.13f), easel.Y(.16f), side * .08f);
        Trail(easel, x, y);
        Clouds(easel);
        var size = side * .5f;
        easel.Canvas.Save();
        if (easel.Mirrored)
        {
            easel.Canvas.Scale(-1, 1, x, y);
        }

        easel.Painter.Float(easel.Hero, x, y, size);
        easel.Canvas.Restore();
        (float X, float Y, float Size)[] spots =
            [(.14f, .5f, .175f), (.89f, .8f, .17f), (.36f, .08f, .145f), (.9f, .12f, .14f)];
        foreach (var (place, spot) in spots.Take(easel.CompanionCount).Index())
        {
            easel.Painter.Tile(
                easel.Companion(place), easel.X(spot.X), easel.Y(spot.Y), side * spot.Size, easel.Dice.Between(-7, 7));
        }
    }

    private static void Stars(Easel easel)
    {
        for (var i = 0; i < 18; i++)
        {
            var (x, y) = (easel.Dice.Between(0, easel.Size.Width), easel.Dice.Between(easel.Frame.Top, easel.Y(.7f)));
            if (i % 3 == 0)
            {
                Ornaments.Sparkle(easel, x, y, easel.Dice.Between(9, 16) * easel.Unit, easel.Palette.Line.Fade(.8f));
            }
            else
            {
                easel.Brush.Circle(x, y, easel.Dice.Between(2.5f, 4.5f) * easel.Unit, easel.Palette.Line.Fade(.55f));
            }
        }
    }

    private static void Planet(Easel easel, float x, float y, float radius)
    {
        easel.Brush.Circle(x, y, radius, easel.Palette.Accent);
        using var outline = new SKPathBuilder();
        outline.AddOval(
            new SKRect(x - (radius * 1.6f), y - (radius * .36f), x + (radius * 1.6f), y + (radius * .36f)),
            SKPathDirection.Clockwise);
        using var ring = outline.Detach();
        easel.Brush.Turned(-18 * easel.Way, x, y, () => easel.Brush.Stroke(ring, radius * .12f, easel.Palette.Spark));
    }

    private static void Trail(Easel easel, float x, float y)
    {
        var (way, side, unit) = (easel.Way, easel.Side, easel.Unit);
        using var outline = new SKPathBuilder();
        outline.MoveTo(x - (way * side * .6f), easel.Size.Height + (side * .1f));
        outline.QuadTo(x - (way * side * .38f), y + (side * .36f), x - (way * side * .1f), y + (side * .1f));
        using var trail = outline.Detach();
        easel.Brush.Stroke(trail, 74 * unit, SKColors.White.Fade(easel.Palette.IsDark ? .18f : .7f));
        easel.Brush.Stroke(trail, 40 * unit, easel.Palette.Accent.Fade(.85f));
        easel.Brush.Stroke(trail, 16 * unit, SKColors.White.Fade(.95f));
    }

    private static void Clouds(Easel easel)
    {
        var puffs = 3 + (int)(5 * easel.Wide);
        for (var i = 0; i <= puffs; i++)
        {
            var colour = easel.Palette.IsDark ? easel.Palette.BackBottom.Lighter(.16f) : SKColors.White;
            easel.Brush.Circle(
                easel.Size.Width * i / puffs, easel.Size.Height + (easel.Side * .03f),
                easel.Side * easel.Dice.Between(.1f, .15f), colour);
        }
    }
}
