using SkiaSharp;
using Visuel.Composer.Painting;
using Visuel.Composer.Palettes;
using Visuel.Composer.Pictograms;
using Visuel.Composer.Props;

namespace Visuel.Composer.Scenes;

/// <summary>A city street in front of two rows of houses and a low sun.</summary>
internal sealed class SkylineScene : IScene
{
    public string Name => "skyline";

    public bool Suits(Pictogram hero) =>
        hero.Group is not (PictogramGroup.Faces or PictogramGroup.People or PictogramGroup.Food)
        && !hero.IsOneOf("🛏🛋☂🛡");

    public void Paint(Easel easel)
    {
        var (palette, side, x) = (easel.Palette, easel.Side, easel.Frame.MidX);
        var street = easel.Y(.88f);
        easel.Brush.Rounded(SKRect.Create(easel.Size), 0, palette.BackTop, palette.BackBottom);
        var sun = new[] { palette.Accent, palette.Spark }.MaxBy(
            colour => colour.Luminance() + (colour.DistanceTo(palette.BackBottom) / 2000));
        var sunY = street - (side * .44f);
        easel.Light.Glow(x, sunY, side * .55f, sun, .3f);
        easel.Brush.Circle(x, sunY, side * .33f, sun.Fade(.85f));
        if (!palette.IsDark)
        {
            Ornaments.Cloud(easel, easel.X(.12f), easel.Y(.13f), side * .2f, SKColors.White);
            Ornaments.Cloud(easel, easel.X(.9f), easel.Y(.07f), side * .16f, SKColors.White.Fade(.9f));
        }

        Houses.Row(
            easel, street, .34f, .58f, palette.BackBottom.Toward(palette.Strong, palette.IsDark ? .45f : .32f),
            SKColors.White.Fade(.28f));
        Houses.Row(
            easel, street, .14f, .36f, palette.BackBottom.Toward(palette.Strong, palette.IsDark ? .9f : .75f),
            SKColors.White.Fade(.6f));
        Street(easel, street);
        Tree.Draw(easel, easel.X(.2f), street + (side * .02f), side * .17f, new SKColor(76, 158, 110), isPine: false);
        Tree.Draw(easel, easel.X(.83f), street + (side * .02f), side * .19f, new SKColor(66, 146, 102), isPine: false);
        easel.Painter.Stand(easel.Hero, x, street + (side * .03f), side * .44f);
        (float X, float Y, float Size)[] spots =
            [(.12f, .37f, .165f), (.88f, .31f, .165f), (.3f, .08f, .14f), (.71f, .09f, .14f)];
        foreach (var (place, spot) in spots.Take(easel.CompanionCount).Index())
        {
            easel.Painter.Badge(easel.Companion(place), easel.X(spot.X), easel.Y(spot.Y), side * spot.Size);
        }
    }

    private static void Street(Easel easel, float y)
    {
        var (palette, unit) = (easel.Palette, easel.Unit);
        easel.Brush.Rounded(
            new SKRect(0, y, easel.Size.Width, easel.Size.Height), 0, palette.Strong.Darker(.3f),
            palette.Strong.Darker(.45f));
        var middle = (y + easel.Size.Height) / 2;
        for (var x = -30 * unit; x < easel.Size.Width; x += 130 * unit)
        {
            easel.Brush.Rounded(
                SKRect.Create(x, middle + (14 * unit), 66 * unit, 9 * unit), 4 * unit, SKColors.White.Fade(.55f));
        }
    }
}
