using SkiaSharp;

namespace Visuel.Composer.Painting;

/// <summary>Flat shapes on a canvas, all antialiased.</summary>
internal sealed class Brush(SKCanvas canvas)
{
    public void Fill(SKPath path, SKColor colour)
    {
        using var paint = Flat(colour);
        canvas.DrawPath(path, paint);
    }

    public void Fill(SKPath path, SKPoint from, SKPoint to, SKColor first, SKColor last)
    {
        var area = GradientSheet.Seen(canvas, path.Bounds);
        if (!area.IsEmpty)
        {
            using var paint = Gradient(area, from, to, first, last);
            canvas.DrawPath(path, paint);
        }
    }

    public void Stroke(SKPath path, float width, SKColor colour)
    {
        using var paint = Outline(colour, width);
        paint.StrokeJoin = SKStrokeJoin.Round;
        canvas.DrawPath(path, paint);
    }

    public void Circle(float x, float y, float radius, SKColor colour) => Oval(x, y, radius, radius, colour);

    public void Oval(float x, float y, float radiusX, float radiusY, SKColor colour)
    {
        using var paint = Flat(colour);
        canvas.DrawOval(x, y, radiusX, radiusY, paint);
    }

    public void Ring(float x, float y, float radius, float width, SKColor colour)
    {
        using var paint = Outline(colour, width);
        canvas.DrawCircle(x, y, radius, paint);
    }

    /// <summary>An oval of round dots.</summary>
    public void DottedRing(SKRect oval, float dot, float gap, SKColor colour)
    {
        using var paint = Outline(colour, dot);
        using var dots = SKPathEffect.CreateDash([.01f, gap], 0);
        paint.PathEffect = dots;
        canvas.DrawOval(oval, paint);
    }

    public void Line(float fromX, float fromY, float toX, float toY, float width, SKColor colour)
    {
        using var paint = Outline(colour, width);
        canvas.DrawLine(fromX, fromY, toX, toY, paint);
    }

    public void Rectangle(SKRect rectangle, SKColor colour) => Rounded(rectangle, 0, colour);

    public void Rounded(SKRect rectangle, float radius, SKColor colour)
    {
        using var paint = Flat(colour);
        canvas.DrawRoundRect(rectangle, radius, radius, paint);
    }

    /// <summary>A rounded rectangle whose colour runs from its top to its bottom.</summary>
    public void Rounded(SKRect rectangle, float radius, SKColor top, SKColor bottom)
    {
        using var outline = Shapes.Rounded(rectangle, radius);
        Fill(outline, new SKPoint(0, rectangle.Top), new SKPoint(0, rectangle.Bottom), top, bottom);
    }

    public void Dots(float left, float top, int columns, int rows, float step, float radius, SKColor colour)
    {
        using var paint = Flat(colour);
        for (var dot = 0; dot < columns * rows; dot++)
        {
            canvas.DrawCircle(left + (dot % columns * step), top + (dot / columns * step), radius, paint);
        }
    }

    /// <summary>Draws inside an outline only.</summary>
    public void Inside(SKPath outline, Action draw)
    {
        canvas.Save();
        canvas.ClipPath(outline, antialias: true);
        draw();
        canvas.Restore();
    }

    public void Inside(SKRect rectangle, float radius, Action draw)
    {
        using var outline = Shapes.Rounded(rectangle, radius);
        Inside(outline, draw);
    }

    public void Turned(float degrees, float x, float y, Action draw)
    {
        canvas.Save();
        canvas.RotateDegrees(degrees, x, y);
        draw();
        canvas.Restore();
    }

    private static SKPaint Flat(SKColor colour) => new() { Color = colour, IsAntialias = true };

    private static SKPaint Outline(SKColor colour, float width) =>
        new()
        {
            Color = colour,
            IsAntialias = true,
            Style = SKPaintStyle.Stroke,
            StrokeWidth = width,
            StrokeCap = SKStrokeCap.Round,
        };

    private static SKPaint Gradient(SKRectI area, SKPoint from, SKPoint to, SKColor first, SKColor last)
    {
        using var sheet = GradientSheet.Linear(area, from, to, first, last);
        using var shader = sheet.ToShader(
            SKShaderTileMode.Clamp, SKShaderTileMode.Clamp, SKMatrix.CreateTranslation(area.Left, area.Top));
        return new SKPaint { IsAntialias = true, Shader = shader };
    }
}
