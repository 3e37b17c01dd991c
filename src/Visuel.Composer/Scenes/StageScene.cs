using SkiaSharp;
using Visuel.Composer.Painting;
using Visuel.Composer.Palettes;
using Visuel.Composer.Pictograms;

namespace Visuel.Composer.Scenes;

/// <summary>A show: curtains, two spotlights crossing on the hero, companions at the footlights.</summary>
internal sealed class StageScene : IScene
{
    public string Name => "stage";

    public bool Suits(Pictogram hero) => !hero.IsAtLaptop;

    public void Paint(Easel easel)
    {
        var (palette, side, x) = (easel.Palette, easel.Side, easel.Frame.MidX);
        var floor = easel.Frame.Bottom - (side * .2f);
        var night = new SKColor(30, 22, 66);
        var (above, below) = palette.IsDark
            ? (palette.BackTop, palette.BackBottom)
            : (palette.Strong.Toward(night, .8f), palette.Strong.Toward(night, .55f));
        easel.Brush.Rounded(SKRect.Create(easel.Size), 0, above, below);
        Boards(easel, floor);
        Spotlights(easel, floor);
        easel.Brush.Oval(x, floor + (side * .06f), side * .36f, side * .06f, SKColors.White.Fade(.22f));
        easel.Painter.Stand(easel.Hero, x, floor + (side * .06f), Math.Min(side * .46f, easel.Frame.Height * .55f));

        var reach = Math.Min(easel.Frame.Width * .33f, side * .62f);
        easel.Painter.Stand(easel.Companion(0), x - (reach * easel.Way), floor + (side * .15f), side * .16f);
        easel.Painter.Stand(easel.Companion(1), x + (reach * easel.Way), floor + (side * .15f), side * .16f);
        Curtains(easel);
        Garland(easel);
    }

    private static void Boards(Easel easel, float floor)
    {
        var wood = new SKColor(190, 132, 92).Toward(easel.Palette.Strong, .22f);
        easel.Brush.Rounded(new SKRect(0, floor, easel.Size.Width, easel.Size.Height), 0, wood, wood.Darker(.22f));
        easel.Brush.Rectangle(
            new SKRect(0, floor, easel.Size.Width, floor + (8 * easel.Unit)), SKColors.White.Fade(.22f));
        for (var board = -8; board <= 8; board++)
        {
            var (near, far) = (easel.Frame.MidX + (board * easel.Size.Width * .13f), easel.Frame.MidX
                + (board * easel.Size.Width * .085f));
            easel.Brush.Line(
                far, floor + (8 * easel.Unit), near, easel.Size.Height, 3 * easel.Unit, SKColors.Black.Fade(.12f));
        }
    }

    private static void Spotlights(Easel easel, float floor)
    {
        var (x, side) = (easel.Frame.MidX, easel.Side);
        easel.Light.Glow(
            x, floor - (side * .25f), side * .52f,
            easel.Palette.IsDark ? easel.Palette.Strong.Lighter(.3f) : SKColors.White, .38f);
        foreach (var way in (float[])[-1, 1])
        {
            var source = x + (way * Math.Min(easel.Frame.Width * .36f, side * .55f));
            using var beam = Shapes.Polygon(
                new(source - (side * .02f), 0), new(source + (side * .02f), 0),
                new(x + (side * (.3f - (way * .06f))), floor + (side * .07f)),
                new(x - (side * (.3f + (way * .06f))), floor + (side * .07f)));
            easel.Brush.Fill(
                beam, new SKPoint(source, 0), new SKPoint(x, floor), SKColors.White.Fade(.34f),
                SKColors.White.Fade(.05f));
        }
    }

    private static void Curtains(Easel easel)
    {
        var (palette, width, height) = (easel.Palette, easel.Size.Width, easel.Size.Height);
        var velvet = palette.IsDark ? palette.Spark.Darker(.12f) : palette.Strong;
        var fold = Math.Min(width * .05f, easel.Side * .055f);
        foreach (var way in (int[])[-1, 1])
        {
            for (var i = 2; i >= 0; i--)
            {
                var edge = way < 0 ? 0 : width;
                var inner = edge - (way * fold * (i + 1));
                using var outline = new SKPathBuilder();
                outline.MoveTo(edge, 0);
                outline.LineTo(inner, 0);
                outline.CubicTo(
                    inner - (way * fold * .25f), height * .4f, inner + (way * fold * .5f), height * .75f,
                    inner + (way * fold * .3f), height);
                outline.LineTo(edge, height);
                outline.Close();
                using var cloth = outline.Detach();
                easel.Brush.Fill(cloth, i % 2 == 0 ? velvet : velvet.Darker(.16f));
            }
        }

        var scallops = Math.Max(6, (int)(width / (easel.Side * .16f)));
        for (var i = 0; i < scallops; i++)
        {
            var span = width / scallops;
            easel.Brush.Oval(
                (i + .5f) * span, 0, span * .56f, easel.Side * .075f,
                i % 2 == 0 ? velvet.Darker(.1f) : velvet.Darker(.2f));
        }
    }

    private static void Garland(Easel easel)
    {
        var (y, side) = (easel.Y(.2f), easel.Side);
        Ornaments.Sparkle(easel, easel.X(.24f), y, 24 * easel.Unit, easel.Palette.Accent.Lighter(.3f));
        Ornaments.Sparkle(easel, easel.X(.78f), y + (side * .03f), 30 * easel.Unit, easel.Palette.Accent.Lighter(.3f));
        Ornaments.Sparkle(easel, easel.X(.72f), y - (side * .03f), 15 * easel.Unit, SKColors.White.Fade(.8f));
        if (easel.CompanionCount > 3 && easel.Frame.Height > side * .9f)
        {
            easel.Painter.Badge(easel.Companion(2), easel.X(.2f), easel.Y(.42f), side * .15f);
            easel.Painter.Badge(easel.Companion(3), easel.X(.8f), easel.Y(.36f), side * .15f);
        }
    }
}
