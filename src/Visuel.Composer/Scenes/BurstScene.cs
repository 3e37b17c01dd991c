using SkiaSharp;
using Visuel.Composer.Painting;
using Visuel.Composer.Palettes;
using Visuel.Composer.Pictograms;
using Visuel.Composer.Props;

namespace Visuel.Composer.Scenes;

/// <summary>A loud poster, as in a shop window: rays, a disc, stickers and confetti.</summary>
internal sealed class BurstScene : IScene
{
    public string Name => "burst";

    public bool Suits(Pictogram hero) => true;

    public void Paint(Easel easel)
    {
        Backdrop.Plain(easel);
        var (palette, x, y, side) = (easel.Palette, easel.Frame.MidX, easel.Frame.MidY, easel.Side);
        using (var rays = Shapes.Rays(x, y, easel.Size.Width + easel.Size.Height, 14, easel.Dice.Between(0, 1)))
        {
            easel.Brush.Fill(rays, (palette.IsDark ? palette.Strong : palette.Soft).Fade(palette.IsDark ? .38f : .5f));
        }

        easel.Light.Glow(x, y, side * .62f, palette.IsDark ? palette.Strong.Lighter(.2f) : SKColors.White, .58f);
        var taken = new List<SKRect> { Around(x, y, side * .36f) };
        Disc(easel, x, y);
        (float X, float Y, float Size, float Degrees)[] spots =
            [(-.385f, -.3f, .2f, -12), (.39f, .31f, .2f, 10), (-.385f, .32f, .185f, 8), (.385f, -.31f, .18f, 12)];
        foreach (var (place, spot) in spots.Take(easel.CompanionCount).Index())
        {
            var (spotX, spotY) =
                (x + (spot.X * side * Reach(easel.Wide) * easel.Way), y + (spot.Y * side * Reach(easel.Tall)));
            easel.Painter.Sticker(easel.Companion(place), spotX, spotY, spot.Size * side, spot.Degrees * easel.Way);
            taken.Add(Around(spotX, spotY, spot.Size * side * .75f));
        }

        SKColor[] colours = [palette.Accent, palette.Spark, palette.IsDark ? SKColors.White : palette.Strong];
        Confetti.Scatter(easel, (int)(24 * Math.Max(easel.Wide, easel.Tall)), taken, colours);
    }

    private static float Reach(float ratio) => 1 + ((ratio - 1) * .62f);

    private static SKRect Around(float x, float y, float reach) => new(x - reach, y - reach, x + reach, y + reach);

    private static void Disc(Easel easel, float x, float y)
    {
        var (palette, side) = (easel.Palette, easel.Side);
        var colour = Easel.Backing(
            easel.Hero, palette.IsDark ? palette.Strong.Lighter(.85f) : SKColors.White, palette.Strong,
            palette.Accent, palette.Spark);
        easel.Light.Drop(Around(x, y, side * .3f), side * .3f, 24 * easel.Unit, 18 * easel.Unit, .22f);
        easel.Brush.Circle(x, y, side * .335f, SKColors.White.Fade(palette.IsDark ? .14f : .55f));
        easel.Brush.Circle(x, y, side * .3f, colour);
        var dots = (colour.Luminance() > .5 ? palette.Spark : SKColors.White).Fade(.6f);
        easel.Brush.DottedRing(Around(x, y, side * .27f), 4.5f * easel.Unit, 15 * easel.Unit, dots);
        Portrait.Float(easel, x, y, side * (easel.Hero.IsAtLaptop ? .44f : .39f));
    }
}
