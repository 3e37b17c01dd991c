using SkiaSharp;
using Visuel.Composer.Painting;
using Visuel.Composer.Palettes;
using Visuel.Composer.Pictograms;

namespace Visuel.Composer.Props;

/// <summary>An open laptop standing on a line.</summary>
internal static class Laptop
{
    private static readonly SKColor Body = new(50, 54, 78);

    /// <summary>Facing us, with a pictogram on its screen.</summary>
    public static void Draw(Easel easel, float x, float ground, float width, Pictogram shown)
    {
        var (palette, brush) = (easel.Palette, easel.Brush);
        var lid = new SKRect(x - (width / 2), ground - (width * .66f), x + (width / 2), ground - (width * .03f));
        easel.Light.Contact(x, ground, width * .68f, width * .03f, .36f);
        easel.Light.Drop(lid, width * .04f, 14 * easel.Unit, 8 * easel.Unit, .2f);
        brush.Rounded(lid, width * .04f, Body);
        var screen = SKRect.Inflate(lid, -width * .028f, -width * .028f);
        var colour = Easel.Backing(
            shown, palette.Strong, palette.Accent, palette.Soft.Lighter(.4f),
            palette.IsDark ? palette.BackBottom.Lighter(.15f) : palette.Strong.Darker(.45f), SKColors.White.Fade(1));
        brush.Rounded(screen, width * .018f, colour.Lighter(.12f), colour);
        brush.Inside(screen, width * .018f, () =>
        {
            brush.Circle(screen.Right, screen.Bottom, width * .26f, SKColors.White.Fade(.1f));
            brush.Circle(screen.Left, screen.Top, width * .2f, SKColors.White.Fade(.1f));
        });
        easel.Painter.Float(shown, screen.MidX, screen.MidY, screen.Height * .74f);
        brush.Rounded(
            new SKRect(x - (width * .6f), ground - (width * .035f), x + (width * .6f), ground + (width * .01f)),
            width * .02f, Body.Lighter(.74f));
        brush.Rounded(
            new SKRect(x - (width * .09f), ground - (width * .035f), x + (width * .09f), ground - (width * .018f)),
            width * .008f, Body.Lighter(.45f));
    }

    /// <summary>Its back to us: somebody sits behind.</summary>
    public static void DrawFromBehind(Easel easel, float x, float ground, float width)
    {
        var lid = new SKRect(x - (width / 2), ground - (width * .62f), x + (width / 2), ground - (width * .01f));
        easel.Light.Contact(x, ground, width * .6f, width * .04f, .36f);
        easel.Brush.Rounded(lid, width * .05f, new SKColor(214, 217, 230), new SKColor(182, 186, 206));
        easel.Brush.Circle(x, lid.MidY, width * .055f, SKColors.White.Fade(.85f));
        easel.Brush.Rounded(
            new SKRect(x - (width * .53f), ground - (width * .03f), x + (width * .53f), ground + (width * .015f)),
            width * .02f, new SKColor(150, 155, 178));
    }
}
