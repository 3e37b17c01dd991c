using SkiaSharp;
using Visuel.Composer.Painting;
using Visuel.Composer.Palettes;

namespace Visuel.Composer.Props;

/// <summary>Somebody sitting behind a desk, from the waist up. Looks and clothes come from the dice.</summary>
internal static class Colleague
{
    private static readonly SKColor[] Skins =
        [new(255, 214, 186), new(240, 188, 150), new(200, 140, 100), new(141, 92, 64), new(96, 62, 46)];
    private static readonly SKColor[] Hairs =
        [new(48, 34, 36), new(30, 28, 40), new(92, 56, 38), new(176, 108, 52), new(222, 172, 92)];

    // The first ones, which go with every skin.
    private const int DarkHairs = 3;

    /// <param name="ground">The top of the desk.</param>
    /// <param name="height">From the desk to the top of the head.</param>
    public static void Draw(Easel easel, float x, float ground, float height)
    {
        var (brush, dice, palette) = (easel.Brush, easel.Dice, easel.Palette);
        var complexion = dice.Below(Skins.Length);
        var (skin, hair) = (Skins[complexion], Hairs[dice.Below(complexion > 1 ? DarkHairs : Hairs.Length)]);
        var shirt = new[] { palette.Accent, palette.Spark, palette.Strong }.MaxBy(
            colour => colour.DistanceTo(skin) + colour.DistanceTo(palette.Soft))!;
        var (headX, headY, head) = (x, ground - (height * .78f), height * .17f);
        var isLong = dice.Heads();
        Chair(brush, x, ground, height, palette);
        if (isLong)
        {
            brush.Rounded(new SKRect(
                headX - (head * 1.22f), headY - (head * 1.05f), headX + (head * 1.22f),
                headY + (head * 1.75f)), head * 1.1f, hair);
        }

        Torso(brush, x, ground, height, shirt, skin);
        brush.Rounded(
            new SKRect(x - (head * .42f), headY + (head * .5f), x + (head * .42f), headY + (head * 1.75f)),
            head * .4f, skin.Darker(.12f));
        brush.Circle(headX - (head * .97f), headY + (head * .1f), head * .19f, skin);
        brush.Circle(headX + (head * .97f), headY + (head * .1f), head * .19f, skin);
        brush.Oval(headX, headY, head * .97f, head * 1.12f, skin);
        Face(easel, headX, headY, head, skin);
        Hair(brush, headX, headY, head, hair, easel.Way, isLong);
        if (dice.Below(3) == 0)
        {
            Headphones(brush, headX, headY, head, palette);
        }

        var box = new SKRect(x - (height * .36f), headY - (head * 1.3f), x + (height * .36f), ground);
        easel.Painter.Note(easel.Hero, box);
    }

    private static void Chair(Brush brush, float x, float ground, float height, Palette palette) =>
        brush.Rounded(
            new SKRect(x - (height * .27f), ground - (height * .5f), x + (height * .27f), ground), height * .1f,
            palette.IsDark ? palette.Soft.Lighter(.12f) : palette.Shade);

    private static void Torso(Brush brush, float x, float ground, float height, SKColor shirt, SKColor skin)
    {
        var (shoulder, top) = (height * .29f, ground - (height * .53f));
        using var outline = new SKPathBuilder();
        outline.MoveTo(x - shoulder, ground);
        outline.CubicTo(
            x - (shoulder * 1.06f), top + (height * .12f), x - (shoulder * .95f), top + (height * .05f),
            x - (height * .09f), top);
        outline.QuadTo(x, top + (height * .09f), x + (height * .09f), top);
        outline.CubicTo(
            x + (shoulder * .95f), top + (height * .05f), x + (shoulder * 1.06f), top + (height * .12f),
            x + shoulder, ground);
        outline.Close();
        using var torso = outline.Detach();
        brush.Fill(torso, shirt);
        foreach (var way in (float[])[-1, 1])
        {
            var elbow = x + (way * height * .315f);
            brush.Line(
                x + (way * height * .245f), ground - (height * .33f), elbow, ground - (height * .09f),
                height * .105f, shirt.Darker(.1f));
            brush.Line(
                elbow, ground - (height * .05f), x + (way * height * .24f), ground - (height * .035f),
                height * .075f, skin);
        }
    }

    private static void Face(Easel easel, float x, float y, float head, SKColor skin)
    {
        var brush = easel.Brush;
        var ink = new SKColor(52, 36, 44);
        foreach (var way in (float[])[-1, 1])
        {
            brush.Circle(x + (way * head * .36f), y + (head * .12f), head * .085f, ink);
            brush.Circle(x + (way * head * .55f), y + (head * .42f), head * .15f, new SKColor(240, 110, 110, 70));
        }

        using var smile = new SKPathBuilder();
        smile.MoveTo(x - (head * .26f), y + (head * .52f));
        smile.QuadTo(x, y + (head * .8f), x + (head * .26f), y + (head * .52f));
        using var mouth = smile.Detach();
        brush.Stroke(mouth, head * .085f, skin.Luminance() < .15 ? new SKColor(40, 22, 24) : skin.Darker(.5f));
        brush.Line(
            x, y + (head * .22f), x + (head * .05f * easel.Way), y + (head * .34f), head * .07f, skin.Darker(.16f));
    }

    private static void Hair(Brush brush, float x, float y, float head, SKColor hair, float way, bool isLong)
    {
        // The curve reaches three quarters of the way to its handles, and must clear the top of the head.
        var (temple, crown) = (y + (head * (isLong ? .5f : .05f)), y - (head * (isLong ? 1.92f : 1.7f)));
        using var outline = new SKPathBuilder();
        outline.MoveTo(x - (head * 1.04f), temple);
        outline.CubicTo(x - (head * 1.3f), crown, x + (head * 1.3f), crown, x + (head * 1.04f), temple);
        outline.CubicTo(
            x + (head * .98f), y - (head * .3f), x + (head * .8f), y - (head * .42f),
            x + (way * head * .35f), y - (head * .5f));
        outline.CubicTo(
            x - (head * .2f), y - (head * .48f), x - (head * .8f), y - (head * .42f), x - (head * 1.04f), temple);
        outline.Close();
        using var cap = outline.Detach();
        brush.Fill(cap, hair);
        if (!isLong)
        {
            brush.Circle(x - (way * head * .3f), y - (head * .92f), head * .34f, hair);
            brush.Circle(x + (way * head * .35f), y - (head * .88f), head * .36f, hair);
        }
    }

    private static void Headphones(Brush brush, float x, float y, float head, Palette palette)
    {
        using var outline = new SKPathBuilder();
        outline.AddArc(
            new SKRect(x - (head * 1.12f), y - (head * 1.3f), x + (head * 1.12f), y + (head * 1.2f)), 190, 160);
        using var band = outline.Detach();
        brush.Stroke(band, head * .13f, palette.Shade);
        foreach (var side in (float[])[-1, 1])
        {
            brush.Rounded(
                SKRect.Create(x + (side * head * 1.08f) - (head * .17f), y - (head * .25f), head * .34f, head * .7f),
                head * .16f, palette.Spark);
        }
    }
}
