using SkiaSharp;
using Visuel.Composer.Painting;
using Visuel.Composer.Palettes;
using Visuel.Composer.Pictograms;

namespace Visuel.Composer.Props;

internal enum InterfaceCardKind
{
    Lines,
    Bars,
}

/// <summary>A floating white card: a pictogram, and what looks like text or a little chart.</summary>
internal static class InterfaceCard
{
    public static void Draw(Easel easel, float x, float y, float width, Pictogram pictogram, InterfaceCardKind kind)
    {
        var (palette, brush, height) = (easel.Palette, easel.Brush, width * .5f);
        var card = SKRect.Create(x - (width / 2), y - (height / 2), width, height);
        easel.Light.Drop(card, height * .3f, 13 * easel.Unit, 9 * easel.Unit, .2f);
        brush.Rounded(card, height * .3f, SKColors.White);
        easel.Painter.Note(pictogram, card);
        var tile = SKRect.Create(card.Left + (height * .16f), card.Top + (height * .16f), height * .68f, height * .68f);
        brush.Rounded(tile, height * .2f, Easel.Backing(
            pictogram, palette.Strong.Lighter(.76f), palette.Accent.Lighter(.76f),
            palette.Spark.Lighter(.7f), palette.Strong));
        easel.Painter.DrawOnCard(pictogram, tile.MidX, tile.MidY, height * .48f);

        var (left, right) = (tile.Right + (height * .16f), card.Right - (height * .2f));
        if (kind == InterfaceCardKind.Lines)
        {
            var grey = new SKColor(222, 226, 238);
            brush.Rounded(
                new SKRect(left, card.Top + (height * .28f), right, card.Top + (height * .41f)),
                height * .06f, grey.Darker(.38f));
            brush.Rounded(
                new SKRect(left, card.Top + (height * .57f), left + ((right - left) * .66f), card.Top + (height * .7f)),
                height * .06f, grey);
            return;
        }

        float[] bars = [.22f, .36f, .28f, .46f, .58f];
        var step = (right - left) / bars.Length;
        foreach (var (place, bar) in bars.Index())
        {
            var colour = place == bars.Length - 1 ? palette.Spark : palette.Strong.Lighter(.3f);
            brush.Rounded(new SKRect(
                left + (place * step), card.Top + (height * (.8f - bar)), left + (place * step) + (step * .62f),
                card.Top + (height * .8f)), step * .2f, colour);
        }
    }
}
