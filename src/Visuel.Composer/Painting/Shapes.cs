using SkiaSharp;
using Visuel.Composer.Chance;

namespace Visuel.Composer.Painting;

/// <summary>Outlines. The caller disposes of them.</summary>
internal static class Shapes
{
    public static SKPath Rounded(SKRect rectangle, float radius)
    {
        using var path = new SKPathBuilder();
        path.AddRoundRect(rectangle, radius, radius, SKPathDirection.Clockwise);
        return path.Detach();
    }

    /// <summary>Round at the top, square where it stands.</summary>
    public static SKPath RoundedTop(SKRect rectangle, float radius)
    {
        using var path = new SKPathBuilder();
        path.MoveTo(rectangle.Left, rectangle.Bottom);
        path.LineTo(rectangle.Left, rectangle.Top + radius);
        path.QuadTo(rectangle.Left, rectangle.Top, rectangle.Left + radius, rectangle.Top);
        path.LineTo(rectangle.Right - radius, rectangle.Top);
        path.QuadTo(rectangle.Right, rectangle.Top, rectangle.Right, rectangle.Top + radius);
        path.LineTo(rectangle.Right, rectangle.Bottom);
        path.Close();
        return path.Detach();
    }

    public static SKPath Polygon(params ReadOnlySpan<SKPoint> corners)
    {
        using var path = new SKPathBuilder();
        path.AddPoly(corners, close: true);
        return path.Detach();
    }

    /// <summary>A soft pebble: a closed Catmull-Rom curve through points at uneven distances.</summary>
    public static SKPath Pebble(float x, float y, float radius, float unevenness, int points, Dice dice)
    {
        var start = dice.Between(0, MathF.Tau);
        var ring = new SKPoint[points];
        for (var i = 0; i < points; i++)
        {
            var angle = start + (i * MathF.Tau / points);
            var reach = radius * (1 + dice.Between(-unevenness, unevenness));
            ring[i] = new SKPoint(x + (MathF.Cos(angle) * reach), y + (MathF.Sin(angle) * reach));
        }

        using var path = new SKPathBuilder();
        path.MoveTo(ring[0]);
        for (var i = 0; i < points; i++)
        {
            var (before, from, to, after) =
                (ring[(i + points - 1) % points], ring[i], ring[(i + 1) % points], ring[(i + 2) % points]);
            path.CubicTo(
                from.X + ((to.X - before.X) / 6), from.Y + ((to.Y - before.Y) / 6),
                to.X - ((after.X - from.X) / 6), to.Y - ((after.Y - from.Y) / 6),
                to.X, to.Y);
        }

        path.Close();
        return path.Detach();
    }

    /// <summary>Everything below a rolling line across the canvas.</summary>
    public static SKPath Hill(SKSize canvas, float y, float height, float length, float phase)
    {
        const int steps = 48;
        using var path = new SKPathBuilder();
        path.MoveTo(0, canvas.Height + 1);
        for (var i = 0; i <= steps; i++)
        {
            var x = canvas.Width * i / steps;
            var along = x / length * MathF.Tau;
            path.LineTo(x, y + (height * MathF.Sin(
                phase + along)) + (.35f * height * MathF.Sin((phase * 2.3f) + (along * 1.7f))));
        }

        path.LineTo(canvas.Width, canvas.Height + 1);
        path.Close();
        return path.Detach();
    }

    /// <summary>Wedges of light from one point.</summary>
    public static SKPath Rays(float x, float y, float length, int count, float turn)
    {
        using var path = new SKPathBuilder();
        for (var i = 0; i < count; i++)
        {
            var from = turn + (i * MathF.Tau / count);
            var to = from + (MathF.PI / count);
            path.MoveTo(x, y);
            path.LineTo(x + (MathF.Cos(from) * length), y + (MathF.Sin(from) * length));
            path.LineTo(x + (MathF.Cos(to) * length), y + (MathF.Sin(to) * length));
            path.Close();
        }

        return path.Detach();
    }

    /// <summary>A four-pointed twinkle.</summary>
    public static SKPath Sparkle(float x, float y, float radius)
    {
        var waist = radius * .13f;
        using var path = new SKPathBuilder();
        path.MoveTo(x, y - radius);
        path.QuadTo(x + waist, y - waist, x + radius, y);
        path.QuadTo(x + waist, y + waist, x, y + radius);
        path.QuadTo(x - waist, y + waist, x - radius, y);
        path.QuadTo(x - waist, y - waist, x, y - radius);
        path.Close();
        return path.Detach();
    }

    /// <summary>A crescent: the moon less a second disc, so that the sky shows through.</summary>
    public static SKPath Crescent(float x, float y, float radius)
    {
        using var disc = new SKPathBuilder();
        disc.AddCircle(x, y, radius, SKPathDirection.Clockwise);
        using var bite = new SKPathBuilder();
        bite.AddCircle(x + (radius * .42f), y - (radius * .22f), radius * .86f, SKPathDirection.Clockwise);
        using var whole = disc.Detach();
        using var removed = bite.Detach();
        return whole.Op(removed, SKPathOp.Difference);
    }

    public static SKPath Cloud(float x, float y, float width)
    {
        var height = width * .2f;
        using var path = new SKPathBuilder();
        path.AddRoundRect(
            new SKRect(x - (width / 2), y - (height / 2), x + (width / 2), y + (height / 2)), height / 2, height / 2,
            SKPathDirection.Clockwise);
        path.AddCircle(x - (width * .12f), y - (height * .45f), width * .17f, SKPathDirection.Clockwise);
        path.AddCircle(x + (width * .14f), y - (height * .3f), width * .12f, SKPathDirection.Clockwise);
        var cloud = path.Detach();
        cloud.FillType = SKPathFillType.Winding;
        return cloud;
    }
}
