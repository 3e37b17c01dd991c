using SkiaSharp;
using Visuel.Composer.Painting;
using Visuel.Composer.Palettes;
using Visuel.Composer.Pictograms;
using Visuel.Composer.Props;

namespace Visuel.Composer.Scenes;

/// <summary>A landscape: sun or moon, hills, trees, and the hero standing in the meadow.</summary>
internal sealed class HorizonScene : IScene
{
    // Things that belong into the sky, or look wrong in a meadow.
    private const string OutOfPlace = "☀🌙🌞⭐⛅🪙💰📈📊🧾🏦💳🌡🧴💊🦷🖥💻🤲🤝💪🙏👥✊🛡⚖📚📖🛏🛌🛋";

    public string Name => "horizon";

    public bool Suits(Pictogram hero) => !hero.IsAtLaptop && !hero.IsOneOf(OutOfPlace);

    public void Paint(Easel easel)
    {
        var (palette, side) = (easel.Palette, easel.Side);
        using (var sky = Shapes.Rounded(SKRect.Create(easel.Size), 0))
        {
            easel.Brush.Fill(
                sky, default, new SKPoint(0, easel.Size.Height * .8f), palette.BackTop, palette.BackBottom);
        }

        Sky(easel);
        var phase = easel.Dice.Between(0, 6);
        Hill(easel, .56f, .05f, phase, palette.BackBottom.Toward(palette.Strong, .3f));
        Hill(easel, .67f, .045f, phase + 2, palette.BackBottom.Toward(palette.Strong, .58f));
        Trees(easel);
        Meadow(easel, phase + 4);

        var (x, ground) = (easel.X(.44f), easel.Y(.9f));
        easel.Light.Contact(x, ground, side * .26f, side * .035f, .32f);
        easel.Painter.Stand(easel.Hero, x, ground, Math.Min(side * .56f, easel.Frame.Height * .5f), shadow: false);
        Badges(easel);
    }

    private static void Sky(Easel easel)
    {
        var (palette, side) = (easel.Palette, easel.Side);
        var (x, y, radius) = (easel.X(.76f), easel.Y(.25f), side * .15f);
        var sun = palette.IsDark ? palette.Accent.Lighter(.55f) : Warmest(palette);
        easel.Light.Glow(x, y, radius * 2.3f, sun, .38f);
        if (!palette.IsDark)
        {
            easel.Brush.Circle(x, y, radius, sun);
            Ornaments.Cloud(easel, easel.X(.2f), easel.Y(.1f), side * .24f, SKColors.White.Fade(.9f));
            Ornaments.Cloud(
                easel, x + (easel.Way * radius * .8f), y + (radius * .75f), side * .2f, SKColors.White.Fade(.9f));
            return;
        }

        for (var i = 0; i < 34; i++)
        {
            easel.Brush.Circle(
                easel.Dice.Between(0, easel.Size.Width), easel.Dice.Between(easel.Frame.Top, easel.Y(.5f)),
                easel.Dice.Between(1.4f, 3.6f) * easel.Unit, SKColors.White.Fade(easel.Dice.Between(.4f, .9f)));
        }

        using var moon = Shapes.Crescent(x, y, radius);
        easel.Brush.Fill(moon, sun);
    }

    private static SKColor Warmest(Palette palette)
    {
        var sunny = new SKColor(255, 200, 90);
        var best = new[] { palette.Accent, palette.Spark, palette.Strong }.MinBy(colour => colour.DistanceTo(sunny));
        return best.DistanceTo(sunny) < 260 && best.DistanceTo(palette.BackTop) > 140
            ? best
            : SKColors.White.Toward(sunny, palette.BackTop.DistanceTo(sunny) < 160 ? .25f : 1);
    }

    private static void Hill(Easel easel, float y, float height, float phase, SKColor colour)
    {
        using var hill = Shapes.Hill(easel.Size, easel.Y(y), easel.Side * height, easel.Size.Width * 1.25f, phase);
        easel.Brush.Fill(hill, colour);
    }

    private static void Meadow(Easel easel, float phase)
    {
        var green = easel.Palette.Strong;
        using var meadow = Shapes.Hill(easel.Size, easel.Y(.8f), easel.Side * .026f, easel.Size.Width * 1.25f, phase);
        easel.Brush.Fill(
            meadow, new SKPoint(0, easel.Y(.75f)), new SKPoint(0, easel.Size.Height), green, green.Darker(.18f));
        for (var i = 0; i < 9; i++)
        {
            var (x, y) = (easel.X(.04f + (i * .118f)), easel.Y(.93f + (.05f * (i % 2))));
            easel.Brush.Line(x, y, x - (6 * easel.Unit), y - (15 * easel.Unit), 4 * easel.Unit, green.Lighter(.22f));
            easel.Brush.Line(
                x + (5 * easel.Unit), y, x + (11 * easel.Unit), y - (13 * easel.Unit),
                4 * easel.Unit, green.Lighter(.22f));
        }
    }

    private static void Trees(Easel easel)
    {
        var isPine = easel.Dice.Heads();
        float[] spots = [.02f, .1f, .19f, .82f, .92f, 1];
        foreach (var (place, spot) in spots.Index())
        {
            var height = easel.Side * easel.Dice.Between(.15f, .25f);
            var leaves = easel.Palette.Strong.Darker(.1f + (.05f * (place % 3)));
            Tree.Draw(easel, easel.X(spot), easel.Y(.785f), height, leaves, isPine);
        }
    }

    private static void Badges(Easel easel)
    {
        (float X, float Y, float Size)[] spots = [(.12f, .38f, .165f), (.88f, .6f, .165f), (.43f, .1f, .14f)];
        foreach (var (place, spot) in spots.Take(easel.CompanionCount).Index())
        {
            easel.Painter.Badge(easel.Companion(place), easel.X(spot.X), easel.Y(spot.Y), easel.Side * spot.Size);
        }
    }
}
