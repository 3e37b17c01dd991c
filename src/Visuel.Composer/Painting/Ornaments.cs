using SkiaSharp;

namespace Visuel.Composer.Painting;

/// <summary>Small quiet marks; scenes put them where nothing else stands.</summary>
internal static class Ornaments
{
    public static void Sparkle(Easel easel, float x, float y, float radius, SKColor colour)
    {
        using var sparkle = Shapes.Sparkle(x, y, radius);
        easel.Brush.Fill(sparkle, colour);
    }

    public static void Cloud(Easel easel, float x, float y, float width, SKColor colour)
    {
        using var cloud = Shapes.Cloud(x, y, width);
        easel.Brush.Fill(cloud, colour);
    }

    /// <summary>One mark in two opposite corners of the frame.</summary>
    public static void InCorners(Easel easel)
    {
        var first = easel.Dice.Heads();
        Mark(easel, easel.X(first ? .04f : .96f), easel.Y(.05f));
        Mark(easel, easel.X(first ? .96f : .04f), easel.Y(.95f));
    }

    private static void Mark(Easel easel, float x, float y)
    {
        var (unit, palette, brush) = (easel.Unit, easel.Palette, easel.Brush);
        switch (easel.Dice.Below(4))
        {
            case 0:
                Sparkle(easel, x, y, 26 * unit, palette.Accent);
                break;
            case 1:
                brush.Ring(x, y, 17 * unit, 7 * unit, palette.Spark);
                break;
            case 2:
                brush.Dots(x - (33 * unit), y - (33 * unit), 4, 4, 22 * unit, 4.2f * unit, palette.Line);
                break;
            default:
                brush.Line(x - (16 * unit), y, x + (16 * unit), y, 7 * unit, palette.Spark);
                brush.Line(x, y - (16 * unit), x, y + (16 * unit), 7 * unit, palette.Spark);
                break;
        }
    }
}
