using SkiaSharp;
using Visuel.Composer.Painting;
using Visuel.Composer.Palettes;

namespace Visuel.Composer.Props;

/// <summary>A round step seen slightly from above.</summary>
internal static class Cylinder
{
    public static void Draw(Easel easel, float x, float top, float width, float bottom, SKColor colour)
    {
        var half = width / 2;
        var flattening = width * .085f;
        using var outline = new SKPathBuilder();
        outline.MoveTo(x - half, top);
        outline.LineTo(x - half, bottom);
        outline.ArcTo(new SKRect(x - half, bottom - flattening, x + half, bottom + flattening), 180, -180, false);
        outline.LineTo(x + half, top);
        outline.Close();
        using var body = outline.Detach();
        easel.Brush.Fill(
            body, new SKPoint(x - half, 0), new SKPoint(x + half, 0), colour.Lighter(.08f), colour.Darker(.2f));
        easel.Brush.Oval(x, top, half, flattening, colour.Lighter(.34f));
        easel.Brush.Oval(x, top, half * .88f, flattening * .8f, colour.Lighter(.24f));
    }
}
