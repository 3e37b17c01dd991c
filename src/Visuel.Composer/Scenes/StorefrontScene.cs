using SkiaSharp;
using Visuel.Composer.Painting;
using Visuel.Composer.Palettes;
using Visuel.Composer.Pictograms;
using Visuel.Composer.Props;

namespace Visuel.Composer.Scenes;

/// <summary>A shop on a street: an awning, a large window with the hero in it,
/// companions in the sky and on the pavement.</summary>
internal sealed class StorefrontScene : IScene
{
    private const int Stripes = 9;

    public string Name => "storefront";

    public bool Suits(Pictogram hero) => hero.IsWare;

    public void Paint(Easel easel)
    {
        var (palette, side, x) = (easel.Palette, easel.Side, easel.Frame.MidX);
        var street = easel.Y(.9f);
        var width = side * Math.Min(.66f * easel.Wide, .86f);
        var height = Math.Min(easel.Frame.Height * .8f, side * .84f);
        var shop = new SKRect(x - (width / 2), street - height, x + (width / 2), street);

        Sky(easel, street);
        Houses.Row(
            easel, street, .2f, .4f, palette.BackBottom.Toward(palette.Strong, palette.IsDark ? .45f : .3f),
            SKColors.White.Fade(.3f));
        Pavement(easel, street);
        Walls(easel, shop);
        ShowWindow(easel, shop);
        Awning(easel, shop);
        Around(easel, shop);
    }

    private static void Sky(Easel easel, float street)
    {
        var palette = easel.Palette;
        easel.Brush.Rounded(SKRect.Create(easel.Size), 0, palette.BackTop, palette.BackBottom);
        easel.Light.Glow(
            easel.X(.5f), street - (easel.Side * .6f), easel.Side * .6f, palette.Accent, palette.IsDark ? .18f : .12f);
        if (!palette.IsDark)
        {
            Ornaments.Cloud(easel, easel.X(.5f), easel.Y(.02f), easel.Side * .15f, SKColors.White.Fade(.9f));
        }
    }

    private static void Pavement(Easel easel, float street)
    {
        var palette = easel.Palette;
        var stone = palette.IsDark ? palette.BackTop.Darker(.2f) : palette.BackBottom.Toward(palette.Strong, .3f);
        easel.Brush.Rectangle(new SKRect(0, street, easel.Size.Width, easel.Size.Height), stone);
        easel.Brush.Rectangle(new SKRect(0, street, easel.Size.Width, street + (8 * easel.Unit)), SKColors.White.Fade(
            palette.IsDark ? .14f : .5f));
    }

    private static void Walls(Easel easel, SKRect shop)
    {
        var (palette, unit) = (easel.Palette, easel.Unit);
        easel.Light.Contact(shop.MidX, shop.Bottom, shop.Width * .56f, 16 * unit, .25f);
        easel.Brush.Rounded(shop, 14 * unit, palette.Strong);
        var sign = new SKRect(
            shop.Left + (shop.Width * .08f), shop.Top + (shop.Height * .045f), shop.Right - (shop.Width * .08f),
            shop.Top + (shop.Height * .15f));
        easel.Brush.Rounded(sign, 12 * unit, palette.Strong.Darker(.22f));
        // A name without letters: three strokes and a star.
        var line = sign.MidY;
        easel.Brush.Line(
            sign.MidX - (sign.Width * .24f), line, sign.MidX - (sign.Width * .06f), line, 12 * unit,
            SKColors.White.Fade(.85f));
        easel.Brush.Line(
            sign.MidX + (sign.Width * .06f), line, sign.MidX + (sign.Width * .24f), line, 12 * unit,
            SKColors.White.Fade(.85f));
        Ornaments.Sparkle(easel, sign.MidX, line, sign.Height * .26f, palette.Accent);
        easel.Brush.Rectangle(
            new SKRect(shop.Left, shop.Bottom - (shop.Height * .06f), shop.Right, shop.Bottom),
            palette.Strong.Darker(.3f));
    }

    private static void ShowWindow(Easel easel, SKRect shop)
    {
        var (palette, unit) = (easel.Palette, easel.Unit);
        var glass = new SKRect(
            shop.Left + (shop.Width * .07f), shop.Top + (shop.Height * .24f), shop.Right - (shop.Width * .07f),
            shop.Bottom - (shop.Height * .1f));
        var inside = Easel.Backing(
            easel.Hero, palette.Soft.Lighter(.55f), palette.Accent.Lighter(.7f), new SKColor(252, 246, 234));
        easel.Brush.Rounded(SKRect.Inflate(glass, 9 * unit, 9 * unit), 16 * unit, SKColors.White.Fade(.9f));
        easel.Brush.Rounded(glass, 10 * unit, inside.Lighter(.3f), inside);
        easel.Brush.Inside(glass, 10 * unit, () =>
        {
            easel.Light.Glow(glass.MidX, glass.Top + (glass.Height * .35f), glass.Height * .6f, SKColors.White, .7f);
            easel.Brush.Rectangle(
                new SKRect(glass.Left, glass.Bottom - (glass.Height * .1f), glass.Right, glass.Bottom),
                inside.Toward(palette.Strong, .35f));
        });
        easel.Painter.Stand(easel.Hero, glass.MidX, glass.Bottom - (glass.Height * .07f), Math.Min(
            glass.Height * .7f, glass.Width * .62f));
    }

    private static void Awning(Easel easel, SKRect shop)
    {
        var (palette, unit) = (easel.Palette, easel.Unit);
        var cloth = SKRect.Create(
            shop.Left - (shop.Width * .035f), shop.Top + (shop.Height * .17f), shop.Width * 1.07f, shop.Height * .1f);
        var stripe = cloth.Width / Stripes;
        easel.Light.Drop(cloth, 6 * unit, 10 * unit, 12 * unit, .22f);
        for (var place = 0; place < Stripes; place++)
        {
            var colour = place % 2 == 0 ? palette.Accent : SKColors.White;
            var left = cloth.Left + (place * stripe);
            easel.Brush.Rectangle(SKRect.Create(left, cloth.Top, stripe + 1, cloth.Height), colour);
            easel.Brush.Circle(left + (stripe / 2), cloth.Bottom, stripe / 2, colour);
        }

        easel.Brush.Rectangle(SKRect.Create(cloth.Left, cloth.Top, cloth.Width, 7 * unit), SKColors.Black.Fade(.12f));
    }

    private static void Around(Easel easel, SKRect shop)
    {
        var side = easel.Side;
        var place = 0;
        var room = (easel.Frame.Width - (shop.Width * 1.08f)) / 2;
        var size = Math.Min(side * .16f, room * .9f);
        foreach (var (way, height) in ((float, float)[])[(-easel.Way, .8f),
            (easel.Way, .86f), (easel.Way, .5f), (-easel.Way, .44f)])
        {
            if (place < easel.CompanionCount && room > side * .08f)
            {
                easel.Painter.Badge(
                    easel.Companion(place++), shop.MidX + (way * ((shop.Width * .54f) + (room / 2))),
                    shop.Bottom - (shop.Height * height), size);
            }
        }

        foreach (var way in (float[])[easel.Way, -easel.Way])
        {
            if (place < easel.CompanionCount && room > side * .08f)
            {
                easel.Painter.Stand(
                    easel.Companion(place++), shop.MidX + (way * ((shop.Width * .54f) + (room / 2))),
                    shop.Bottom + (side * .02f), size);
            }
        }
    }
}
