using SkiaSharp;
using Visuel.Composer.Painting;
using Visuel.Composer.Palettes;
using Visuel.Composer.Pictograms;

namespace Visuel.Composer.Props;

/// <summary>What lies on a desk, seen from above.</summary>
internal static class Stationery
{
    public static void Keyboard(Easel easel, float x, float y, float width)
    {
        var (brush, height) = (easel.Brush, width * .27f);
        var box = SKRect.Create(x - (width / 2), y - (height / 2), width, height);
        easel.Light.Drop(box, width * .04f, 10 * easel.Unit, 7 * easel.Unit, .2f);
        brush.Rounded(box, width * .04f, new SKColor(236, 239, 246));
        var step = width * .0755f;
        for (var key = 0; key < 36; key++)
        {
            var (column, row) = (key % 12, key / 12);
            var cap = SKRect.Create(
                box.Left + (width * .052f) + (column * step), box.Top + (height * .14f) + (row * height * .25f),
                step * .8f, height * .19f);
            if (row == 2 && column is >= 3 and <= 8)
            {
                cap.Right = column == 3 ? cap.Left + (step * 5.8f) : cap.Left;
            }

            brush.Rounded(
                cap, step * .16f, (row, column) is (0, 11) ? easel.Palette.Accent : new SKColor(205, 211, 226));
        }
    }

    public static void Notebook(Easel easel, float x, float y, float width, float degrees) =>
        easel.Brush.Turned(degrees, x, y, () =>
        {
            var (brush, palette, height) = (easel.Brush, easel.Palette, width * 1.22f);
            var cover = SKRect.Create(x - (width / 2), y - (height / 2), width, height);
            easel.Light.Drop(cover, width * .06f, 10 * easel.Unit, 8 * easel.Unit, .22f);
            brush.Rounded(cover, width * .06f, palette.Accent);
            brush.Rounded(new SKRect(
                cover.Left + (width * .1f), cover.Top + (width * .05f), cover.Right - (width * .05f),
                cover.Bottom - (width * .05f)), width * .03f, SKColors.White);
            for (var line = 0; line < 5; line++)
            {
                var top = cover.Top + (height * (.17f + (line * .145f)));
                brush.Circle(cover.Left + (width * .23f), top, width * .036f, line < 3
                    ? palette.Strong
                    : palette.Strong.Lighter(.7f));
                brush.Line(
                    cover.Left + (width * .34f), top, cover.Right - (width * (line % 2 == 0 ? .16f : .32f)), top,
                    width * .034f, new SKColor(208, 213, 226));
            }

            brush.Line(
                cover.Right + (width * .1f), cover.Top + (height * .16f), cover.Right + (width * .1f),
                cover.Bottom - (height * .22f), width * .07f, palette.Spark);
            brush.Line(
                cover.Right + (width * .1f), cover.Bottom - (height * .2f), cover.Right + (width * .1f),
                cover.Bottom - (height * .13f), width * .035f, palette.Shade);
        });

    public static void Cup(Easel easel, float x, float y, float radius)
    {
        var brush = easel.Brush;
        easel.Light.Drop(
            new SKRect(x - (radius * 1.2f), y - (radius * 1.2f), x + (radius * 1.2f), y + (radius * 1.2f)),
            radius * 1.2f, 12 * easel.Unit, 9 * easel.Unit, .22f);
        brush.Circle(x, y, radius * 1.22f, SKColors.White);
        brush.Circle(x, y, radius * 1.08f, new SKColor(238, 241, 247));
        brush.Line(x, y, x + (radius * .98f * easel.Way), y + (radius * .42f), radius * .26f, SKColors.White);
        brush.Circle(x, y, radius * .76f, SKColors.White);
        brush.Circle(x, y, radius * .64f, new SKColor(112, 70, 48));
        brush.Circle(x - (radius * .12f), y - (radius * .1f), radius * .44f, new SKColor(142, 94, 66));
        brush.Circle(x - (radius * .06f), y - (radius * .04f), radius * .3f, new SKColor(206, 166, 128));
    }

    /// <summary>A sticky note with a pictogram and a strip of tape.</summary>
    public static void Note(
        Easel easel, Pictogram pictogram, float x, float y, float side, float degrees, SKColor colour) =>
        easel.Brush.Turned(degrees, x, y, () =>
        {
            var paper = SKRect.Create(x - (side / 2), y - (side / 2), side, side);
            easel.Light.Drop(paper, side * .05f, 9 * easel.Unit, 8 * easel.Unit, .2f);
            easel.Brush.Rounded(
                paper, side * .05f, Easel.Backing(pictogram, colour.Lighter(.62f), SKColors.White, colour));
            easel.Brush.Rounded(
                SKRect.Create(x - (side * .16f), paper.Top - (side * .05f), side * .32f, side * .12f), side * .02f,
                SKColors.White.Fade(.6f));
            easel.Painter.Note(pictogram, paper);
            easel.Painter.DrawOnCard(pictogram, x, y + (side * .02f), side * .6f);
        });
}
