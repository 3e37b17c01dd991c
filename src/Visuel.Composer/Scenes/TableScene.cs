using SkiaSharp;
using Visuel.Composer.Painting;
using Visuel.Composer.Palettes;
using Visuel.Composer.Pictograms;

namespace Visuel.Composer.Scenes;

/// <summary>A laid table from above: the hero on a plate, ingredients around it. For food only.</summary>
internal sealed class TableScene : IScene
{
    private const string Cookware = "🍽🥣🥄🍳🥘🍲";

    public string Name => "table";

    public bool Suits(Pictogram hero) => hero.Group == PictogramGroup.Food || hero.IsOneOf(Cookware);

    public void Paint(Easel easel)
    {
        Backdrop.Plain(easel);
        var (x, y, side) = (easel.Frame.MidX, easel.Frame.MidY, easel.Side);
        Cloth(easel);
        Plate(easel, x, y, side * .345f);
        easel.Light.Contact(x, y + (side * .17f), side * .17f, side * .035f);
        easel.Painter.Float(easel.Hero, x, y, side * .41f);
        (float X, float Y, float Size)[] spots =
            [(-.39f, -.36f, .215f), (.39f, -.36f, .205f), (.39f, .365f, .215f), (-.39f, .365f, .205f)];
        foreach (var (place, spot) in spots.Take(easel.CompanionCount).Index())
        {
            var spotX = x + (spot.X * side * (1 + ((easel.Wide - 1) * .55f)) * easel.Way);
            var spotY = y + (spot.Y * side * (1 + ((easel.Tall - 1) * .75f)));
            easel.Light.Contact(
                spotX, spotY + (spot.Size * side * .48f), spot.Size * side * .42f, spot.Size * side * .08f, .26f);
            easel.Painter.Float(easel.Companion(place), spotX, spotY, spot.Size * side, easel.Dice.Between(-10, 10));
        }

        Leaves(easel, x, y);
        Cutlery(easel, x, y);
    }

    private static void Cloth(Easel easel)
    {
        var (width, height) = (easel.Size.Width, easel.Size.Height);
        var thread = easel.Palette.Soft.Fade(easel.Palette.IsDark ? .4f : .34f);
        var step = 84 * easel.Unit;
        switch (easel.Dice.Below(3))
        {
            case 0:
                for (var at = 0f; at < Math.Max(width, height); at += 2 * step)
                {
                    easel.Brush.Rectangle(new SKRect(at, 0, at + step, height), thread);
                    easel.Brush.Rectangle(new SKRect(0, at, width, at + step), thread);
                }

                break;
            case 1:
                for (var at = 0f; at < width; at += 2 * step)
                {
                    easel.Brush.Rectangle(new SKRect(at, 0, at + step, height), thread);
                }

                break;
            default:
                using (var runner = Shapes.Pebble(width / 2, height / 2, easel.Side * .6f, .06f, 9, easel.Dice))
                {
                    easel.Brush.Fill(runner, easel.Palette.Soft.Fade(.6f));
                }

                break;
        }
    }

    private static void Plate(Easel easel, float x, float y, float radius)
    {
        var palette = easel.Palette;
        easel.Light.Drop(
            new SKRect(x - radius, y - radius, x + radius, y + radius), radius, 24 * easel.Unit, 17 * easel.Unit, .28f);
        easel.Brush.Circle(x, y, radius, new SKColor(252, 252, 253));
        easel.Brush.Ring(x, y, radius * .93f, radius * .03f, palette.Strong.Lighter(.35f));
        var well = Easel.Backing(
            easel.Hero, palette.Soft.Lighter(palette.IsDark ? .85f : .7f), palette.Strong.Lighter(.82f),
            palette.Accent.Lighter(.75f), SKColors.White);
        easel.Brush.Circle(x, y, radius * .77f, well);
        easel.Brush.Ring(x, y, radius * .77f, 3 * easel.Unit, palette.Strong.Fade(.18f));
    }

    private static void Leaves(Easel easel, float x, float y)
    {
        float[] angles = [-88, -100, -8, 6, 86, 98, 174, 188];
        foreach (var (place, degrees) in angles.Index())
        {
            var angle = degrees * MathF.PI / 180;
            var reach = easel.Side * easel.Dice.Between(.385f, .43f);
            var (leafX, leafY) = (x + (MathF.Cos(angle) * reach), y + (MathF.Sin(angle) * reach));
            var colour = place % 2 == 0 ? new SKColor(86, 158, 92) : easel.Palette.Accent;
            easel.Brush.Turned(
                easel.Dice.Between(0, 360), leafX, leafY,
                () => easel.Brush.Oval(leafX, leafY, 16 * easel.Unit, 7 * easel.Unit, colour));
        }
    }

    /// <summary>Where the format leaves room beside the plate.</summary>
    private static void Cutlery(Easel easel, float x, float y)
    {
        if (easel.Wide < 1.7f)
        {
            return;
        }

        var steel = new SKColor(206, 210, 222);
        var (reach, half, unit) = (easel.Side * .46f, easel.Side * .26f, easel.Unit);
        easel.Brush.Line(x - reach, y - half, x - reach, y + half, 15 * unit, steel);
        for (var tine = -1; tine <= 1; tine++)
        {
            easel.Brush.Line(
                x - reach + (tine * 17 * unit), y - half, x - reach + (tine * 17 * unit),
                y - (half * .55f), 8 * unit, steel);
        }

        easel.Brush.Line(
            x - reach - (17 * unit), y - (half * .55f), x - reach + (17 * unit), y - (half * .55f), 12 * unit, steel);
        easel.Brush.Line(x + reach, y - half, x + reach, y + half, 15 * unit, steel);
        easel.Brush.Line(x + reach + (8 * unit), y - half, x + reach + (8 * unit), y - (half * .1f), 18 * unit, steel);
    }
}
