using SkiaSharp;
using Visuel.Composer.Painting;
using Visuel.Composer.Palettes;
using Visuel.Composer.Pictograms;
using Visuel.Composer.Props;

namespace Visuel.Composer.Scenes;

/// <summary>The hero on a disc, its companions in white badges around it.</summary>
internal sealed class OrbitScene : IScene
{
    // Beyond this ratio the ring is laid along the long side, three badges at each end.
    private const float Elongated = 1.45f;

    public string Name => "orbit";

    public bool Suits(Pictogram hero) => true;

    public void Paint(Easel easel)
    {
        Backdrop.WithMotif(easel);
        var (x, y, side) = (easel.Frame.MidX, easel.Frame.MidY, easel.Side);
        var isElongated = Math.Max(easel.Wide, easel.Tall) > Elongated;
        var radius = side * (isElongated ? .34f : .29f);
        if (easel.Palette.IsDark)
        {
            easel.Light.Glow(x, y, side * .62f, easel.Palette.Strong.Lighter(.25f), .45f);
        }

        Rings(easel, isElongated);
        Disc(easel, x, y, radius);
        easel.Light.Contact(x, y + (radius * .77f), radius * .6f, radius * .1f);
        Portrait.Float(easel, x, y, radius * (easel.Hero.IsAtLaptop ? 1.6f : 1.36f));
        var badges = isElongated ? AlongLongSide(easel) : Around(easel);
        foreach (var (place, (badgeX, badgeY, diameter)) in badges.Index())
        {
            easel.Painter.Badge(easel.Companion(place), badgeX, badgeY, diameter);
        }

        if (!isElongated)
        {
            Ornaments.InCorners(easel);
        }
    }

    private static void Rings(Easel easel, bool isElongated)
    {
        var (x, y) = (easel.Frame.MidX, easel.Frame.MidY);
        var spanX = easel.Frame.Width * (isElongated ? .36f : .4f);
        var spanY = easel.Frame.Height * (isElongated ? .36f : .4f);
        easel.Brush.DottedRing(
            new SKRect(x - spanX, y - spanY, x + spanX, y + spanY), 3.4f * easel.Unit, 13 * easel.Unit,
            easel.Palette.Line.Fade(.4f));
        easel.Brush.Ring(x, y, easel.Side * .49f, 2.5f * easel.Unit, easel.Palette.Line.Fade(.15f));
    }

    private static void Disc(Easel easel, float x, float y, float radius)
    {
        var palette = easel.Palette;
        var colour = Easel.Backing(easel.Hero, palette.Strong, palette.Soft, palette.Accent, palette.Strong.Lighter(
            palette.IsDark ? .82f : .35f));
        switch (easel.Dice.Below(3))
        {
            case 0:
                using (var pebble = Shapes.Pebble(x, y, radius * 1.06f, .09f, 7, easel.Dice))
                {
                    var shift = 15 * easel.Unit;
                    easel.Canvas.Translate(shift, shift);
                    easel.Brush.Fill(pebble, colour == palette.Accent ? palette.Spark : palette.Accent);
                    easel.Canvas.Translate(-shift, -shift);
                    easel.Brush.Fill(pebble, colour);
                }

                break;
            case 1:
                easel.Brush.Circle(x, y, radius * 1.15f, colour.Fade(.28f));
                easel.Brush.Circle(x, y, radius, colour);
                break;
            default:
                var square = new SKRect(
                    x - (radius * .87f), y - (radius * .87f), x + (radius * .87f), y + (radius * .87f));
                easel.Brush.Turned(45, x, y, () => easel.Brush.Rounded(square, radius * .38f, colour));
                break;
        }
    }

    private static IEnumerable<(float X, float Y, float Diameter)> Around(Easel easel)
    {
        var turn = easel.Dice.Between(-8, 8);
        float[] angles = easel.CompanionCount >= 5 ? [-58, 8, 66, 146, 212] : [-45, 45, 135, 225];
        var (reachX, reachY) = (easel.Frame.Width * .4f, easel.Frame.Height * .4f);
        return angles.Select((degrees, place) =>
        {
            var angle = (degrees + turn) * MathF.PI / 180;
            return (easel.Frame.MidX + (MathF.Cos(angle) * reachX * easel.Way),
                easel.Frame.MidY + (MathF.Sin(angle) * reachY), easel.Side * (place % 2 == 0 ? .185f : .16f));
        });
    }

    private static IEnumerable<(float X, float Y, float Diameter)> AlongLongSide(Easel easel)
    {
        var isWide = easel.Wide > easel.Tall;
        var half = Math.Max(easel.Frame.Width, easel.Frame.Height) / 2;
        (float Along, float Across, float Size)[] spots = [(.45f, -.27f, .24f),
            (-.45f, .27f, .24f), (.74f, .02f, .27f), (-.74f, -.02f, .27f), (.45f, .29f, .2f), (-.45f, -.29f, .2f)];
        return spots.Take(easel.CompanionCount).Select(spot =>
        {
            var (along, across) = (spot.Along * half * easel.Way, spot.Across * easel.Side);
            return (easel.Frame.MidX + (isWide ? along : across),
                easel.Frame.MidY + (isWide ? across : along), spot.Size * easel.Side * (isWide ? 1 : .85f));
        });
    }
}
