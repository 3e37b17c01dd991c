using SkiaSharp;
using Visuel.Composer.Painting;
using Visuel.Composer.Palettes;
using Visuel.Composer.Pictograms;
using Visuel.Composer.Props;

namespace Visuel.Composer.Scenes;

/// <summary>A product display: the hero on two round steps under an arch, companions on plinths beside it.</summary>
internal sealed class PodiumScene : IScene
{
    public string Name => "podium";

    // A person with a laptop needs a desk.
    public bool Suits(Pictogram hero) => !hero.IsAtLaptop;

    public void Paint(Easel easel)
    {
        Backdrop.Plain(easel);
        var side = easel.Side;
        var height = Math.Min(easel.Frame.Height, side * 1.3f);
        var top = easel.Frame.MidY - (height / 2);
        float Y(float share) => top + (share * height);
        var floor = Y(.8f);
        Arch(easel, Y(.02f), floor);
        Floor(easel, floor);

        var x = easel.Frame.MidX;
        var next = Plinths(easel, Y);
        var step = easel.Palette.Strong.Lighter(easel.Palette.IsDark ? .12f : .1f);
        easel.Light.Contact(x, Y(.93f), side * .42f, side * .045f, .22f);
        Cylinder.Draw(easel, x, Y(.85f), side * .5f, Y(.925f), step.Darker(.1f));
        Cylinder.Draw(easel, x, Y(.745f), side * .37f, Y(.845f), step);
        easel.Painter.Stand(easel.Hero, x, Y(.752f), Math.Min(side * .44f, height * .42f));
        Above(easel, Y, next);
    }

    private static void Arch(Easel easel, float top, float floor)
    {
        var (palette, x, side) = (easel.Palette, easel.Frame.MidX, easel.Side);
        var wall = palette.IsDark ? palette.Strong.Lighter(.1f) : palette.Soft;
        var border = side * .055f;
        var half = side * .33f;
        using var outer = Shapes.RoundedTop(
            new SKRect(x - half - border, top, x + half + border, floor), half + border);
        using var inner = Shapes.RoundedTop(new SKRect(x - half, top + border, x + half, floor), half);
        easel.Brush.Fill(outer, wall.Fade(.38f));
        easel.Brush.Fill(inner, wall);
        var sun = Easel.Backing(easel.Hero, palette.Accent, palette.Strong, wall.Lighter(.45f));
        easel.Brush.Inside(
            inner, () => easel.Brush.Circle(x + (easel.Way * side * .13f), top + (side * .33f), side * .2f, sun));
    }

    private static void Floor(Easel easel, float y)
    {
        var palette = easel.Palette;
        var near = palette.IsDark ? palette.BackTop.Darker(.15f) : palette.BackBottom.Toward(palette.Strong, .06f);
        var far = palette.BackBottom.Toward(palette.Strong, palette.IsDark ? .35f : .22f);
        easel.Brush.Rounded(new SKRect(0, y, easel.Size.Width, easel.Size.Height), 0, far, near);
    }

    /// <summary>As many plinths on each side as the width holds. Returns the first companion left over.</summary>
    private static int Plinths(Easel easel, Func<float, float> y)
    {
        var (side, x) = (easel.Side, easel.Frame.MidX);
        var place = 0;
        var room = (easel.Frame.Width / 2) - (side * .09f);
        for (var reach = .4f * side; reach <= room && place < easel.CompanionCount; reach += .36f * side)
        {
            foreach (var way in (float[])[-easel.Way, easel.Way])
            {
                var top = y(place % 2 == 0 ? .85f : .8f);
                var companion = easel.Companion(place++);
                var colour = easel.Palette.Accent.Lighter(easel.Palette.IsDark ? .05f : .12f);
                Cylinder.Draw(easel, x + (way * reach), top, side * .19f, y(.93f), colour);
                easel.Painter.Stand(companion, x + (way * reach), top + (side * .006f), side * .165f);
            }
        }

        return place;
    }

    private static void Above(Easel easel, Func<float, float> y, int place)
    {
        var (side, x, palette) = (easel.Side, easel.Frame.MidX, easel.Palette);
        var out1 = easel.Way * side * .415f;
        if (place + 1 < easel.CompanionCount)
        {
            easel.Painter.Badge(easel.Companion(place), x - out1, y(.27f), side * .15f);
            easel.Painter.Badge(easel.Companion(place + 1), x + out1, y(.43f), side * .15f);
        }

        Ornaments.Sparkle(easel, x + (out1 * .93f), y(.15f), 34 * easel.Unit, palette.Accent);
        Ornaments.Sparkle(easel, x - (out1 * .86f), y(.1f), 22 * easel.Unit, palette.Spark);
        Ornaments.Sparkle(easel, x - (out1 * 1.1f), y(.5f), 17 * easel.Unit, palette.Accent);
    }
}
