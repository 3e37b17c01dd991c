using SkiaSharp;
using Visuel.Composer.Palettes;
using Visuel.Composer.Pictograms;

namespace Visuel.Composer.Painting;

/// <summary> Draws pictograms and notes the place of each one. They are scaled by their tight bounds, so that a pin and
/// a house of the same size look equally large. </summary>
internal sealed class PictogramPainter(Easel easel)
{
    // A pictogram whose mean colour is nearer to white is hard to see on a white badge.
    private const double NearlyWhite = 190;

    /// <summary>Draws a pictogram centred on a point; <paramref name="size"/> is its longest side.</summary>
    public void Float(Pictogram pictogram, float x, float y, float size, float degrees = 0) =>
        Draw(pictogram, x, y, size, degrees, () => easel.Canvas.DrawPicture(pictogram.Art.Picture));

    /// <summary>Draws a pictogram on a line, with a shadow where it touches the line.</summary>
    public void Stand(Pictogram pictogram, float x, float ground, float size, bool shadow = true)
    {
        var (width, height) = Measure(pictogram, size);
        if (shadow)
        {
            easel.Light.Contact(x, ground - (size * .01f), width * .54f, size * .06f, .34f);
        }

        Float(pictogram, x, ground - (height / 2), size);
    }

    /// <summary>Draws a pictogram on a round white card with a shadow.</summary>
    public void Badge(Pictogram pictogram, float x, float y, float diameter)
    {
        var card = Square(x, y, diameter);
        easel.Light.Drop(card, diameter / 2, diameter * .085f, diameter * .06f);
        easel.Brush.Circle(x, y, diameter / 2, Card(pictogram));
        Note(pictogram, card);
        DrawOnCard(pictogram, x, y, diameter * .58f);
    }

    /// <summary>Draws a pictogram on a rounded white tile, turned by <paramref name="degrees"/>.</summary>
    public void Tile(Pictogram pictogram, float x, float y, float side, float degrees = 0)
    {
        var card = Square(x, y, side);
        easel.Brush.Turned(degrees, x, y, () =>
        {
            easel.Light.Drop(card, side * .26f, side * .085f, side * .06f);
            easel.Brush.Rounded(card, side * .26f, Card(pictogram));
            Note(pictogram, card);
            DrawOnCard(pictogram, x, y, side * .6f);
        });
    }

    /// <summary>Draws a pictogram as a sticker, with a white border and a shadow.</summary>
    public void Sticker(Pictogram pictogram, float x, float y, float size, float degrees) =>
        Draw(pictogram, x, y, size, degrees, () =>
        {
            using var blur = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, .7f);
            using var border = new SKPaint
            {
                IsAntialias = true,
                Style = SKPaintStyle.StrokeAndFill,
                StrokeWidth = 2.2f,
                StrokeJoin = SKStrokeJoin.Round,
            };
            border.Color = new SKColor(20, 14, 50, 56);
            border.MaskFilter = blur;
            easel.Canvas.Translate(0, .9f);
            easel.Canvas.DrawPath(pictogram.Art.Silhouette, border);
            border.Color = SKColors.White;
            border.MaskFilter = null;
            easel.Canvas.Translate(0, -.9f);
            easel.Canvas.DrawPath(pictogram.Art.Silhouette, border);
            easel.Canvas.DrawPicture(pictogram.Art.Picture);
        });

    public static (float Width, float Height) Measure(Pictogram pictogram, float size)
    {
        var scale = size / pictogram.Art.Longest;
        return (pictogram.Art.Bounds.Width * scale, pictogram.Art.Bounds.Height * scale);
    }

    /// <summary>Notes the place of a pictogram that a scene draws itself, or of the card around one.</summary>
    public void Note(Pictogram pictogram, SKRect box)
    {
        easel.Placements.Add(
            new Placement(pictogram == easel.Hero, pictogram.Symbol, easel.Canvas.TotalMatrix.MapRect(box)));
    }

    /// <summary>The colour of a card: white, or a tint where the pictogram is nearly white.</summary>
    public SKColor Card(Pictogram pictogram) => pictogram.Art.Mean.DistanceTo(SKColors.White) < NearlyWhite
        ? easel.Palette.Strong.Lighter(easel.Palette.IsDark ? .5f : .58f)
        : SKColors.White;

    /// <summary>Draws a pictogram inside a card whose place is noted already; it notes no place of its own.</summary>
    public void DrawOnCard(Pictogram pictogram, float x, float y, float size)
    {
        var known = easel.Placements.Count;
        Float(pictogram, x, y, size);
        easel.Placements.RemoveRange(known, easel.Placements.Count - known);
    }

    private static SKRect Square(float x, float y, float side) =>
        SKRect.Create(x - (side / 2), y - (side / 2), side, side);

    private void Draw(Pictogram pictogram, float x, float y, float size, float degrees, Action draw)
    {
        var art = pictogram.Art;
        var canvas = easel.Canvas;
        canvas.Save();
        canvas.Translate(x, y);
        canvas.RotateDegrees(degrees);
        canvas.Scale(size / art.Longest);
        canvas.Translate(-art.Bounds.MidX, -art.Bounds.MidY);
        Note(pictogram, art.Bounds);
        draw();
        canvas.Restore();
    }
}
