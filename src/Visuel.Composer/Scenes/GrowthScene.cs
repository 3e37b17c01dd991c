using SkiaSharp;
using Visuel.Composer.Painting;
using Visuel.Composer.Palettes;
using Visuel.Composer.Pictograms;

namespace Visuel.Composer.Scenes;

/// <summary>Rising bars with the hero on the tallest. The scene is never mirrored, since the bars would then
/// fall.</summary>
internal sealed class GrowthScene : IScene
{
    private static readonly float[] Heights = [.14f, .26f, .39f, .52f];

    // The last bar is wider and farther away, so that the hero on it touches no companion.
    private static readonly float[] Centres = [.1f, .31f, .52f, .8f];
    private static readonly float[] Widths = [.165f, .165f, .165f, .25f];

    public string Name => "growth";

    public bool Suits(Pictogram hero) => true;

    public void Paint(Easel easel)
    {
        Backdrop.Plain(easel);
        var (palette, side) = (easel.Palette, easel.Side);
        var height = Math.Min(easel.Frame.Height, side * 1.6f);
        var ground = easel.Frame.MidY + (height / 2) - (side * .02f);
        var width = Math.Min(easel.Frame.Width, side * 1.7f);
        var left = easel.Frame.MidX - (width / 2);
        easel.Brush.Circle(left + (width * .72f), ground - (height * .58f), side * .36f, palette.Soft.Fade(
            palette.IsDark ? .45f : .5f));
        Grid(easel, ground, height);

        var tops = Heights.Select(
            (share, place) => new SKPoint(left + (width * Centres[place]), ground - (share * height))).ToArray();
        foreach (var (place, top) in tops.Index())
        {
            Bar(easel, top, width * Widths[place], ground, BarColour(palette, place));
        }

        easel.Brush.Rounded(
            new SKRect(easel.Frame.Left, ground, easel.Frame.Right, ground + (10 * easel.Unit)), 5 * easel.Unit,
            palette.Strong.Toward(palette.IsDark ? SKColors.White : SKColors.Black, .3f));
        for (var place = 0; place < 3; place++)
        {
            easel.Painter.Stand(
                easel.Companion(place), tops[place].X, tops[place].Y + 1, Math.Min(width * .14f, side * .17f));
        }

        var heroSize = Math.Min(Math.Min(width * .38f, height * .4f), side * .44f);
        easel.Painter.Stand(easel.Hero, tops[3].X, tops[3].Y + 1, heroSize);
        Arrow(easel, tops, tops[3].X - (heroSize / 2), height);
    }

    private static SKColor BarColour(Palette palette, int place) => (place, palette.IsDark) switch
    {
        (3, _) => palette.Accent,
        (_, true) => palette.Strong.Lighter(.1f + (.12f * place)),
        _ => palette.Strong.Lighter(.5f - (.19f * place)),
    };

    private static void Grid(Easel easel, float ground, float height)
    {
        for (var line = 1; line < 5; line++)
        {
            var y = ground - (line * height * .19f);
            easel.Brush.Line(
                easel.Frame.Left, y, easel.Frame.Right, y, 2.5f * easel.Unit, easel.Palette.Line.Fade(.12f));
        }
    }

    private static void Bar(Easel easel, SKPoint top, float width, float ground, SKColor colour)
    {
        using var bar = Shapes.RoundedTop(
            new SKRect(top.X - (width / 2), top.Y, top.X + (width / 2), ground), width * .16f);
        var foot = easel.Palette.IsDark ? colour.Darker(.22f) : colour.Lighter(.22f);
        easel.Brush.Fill(bar, new SKPoint(0, top.Y), new SKPoint(0, ground), colour, foot);
        var shine = SKRect.Create(
            top.X - (width * .36f), top.Y + (width * .14f), width * .09f, Math.Max(0, ground - top.Y - (width * .28f)));
        easel.Brush.Rounded(shine, width * .045f, SKColors.White.Fade(.28f));
    }

    /// <summary>A curve above the companions that ends short of the hero.</summary>
    private static void Arrow(Easel easel, SKPoint[] tops, float heroLeft, float height)
    {
        var lift = Math.Min(easel.Side * .26f, height * .26f);
        var tip = new SKPoint(Math.Min(tops[2].X, heroLeft - (easel.Side * .05f)), tops[2].Y - (lift * 1.42f));
        var start = new SKPoint(tops[0].X - (easel.Side * .06f), tops[0].Y - lift);
        using var curve = new SKPathBuilder();
        curve.MoveTo(start);
        curve.CubicTo(
            start.X + ((tip.X - start.X) * .5f), start.Y, tip.X - ((tip.X - start.X) * .25f),
            tip.Y + ((start.Y - tip.Y) * .5f), tip.X, tip.Y);
        using var head = new SKPathBuilder();
        var size = 50 * easel.Unit;
        head.MoveTo(tip.X - size, tip.Y + (size * .34f));
        head.LineTo(tip.X + (size * .05f), tip.Y - (size * .1f));
        head.LineTo(tip.X + (size * .26f), tip.Y + size);
        using var line = curve.Detach();
        using var point = head.Detach();
        easel.Brush.Stroke(line, 11 * easel.Unit, easel.Palette.Spark);
        easel.Brush.Stroke(point, 11 * easel.Unit, easel.Palette.Spark);
    }
}
