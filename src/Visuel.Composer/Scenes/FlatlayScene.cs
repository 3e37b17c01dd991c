using SkiaSharp;
using Visuel.Composer.Painting;
using Visuel.Composer.Palettes;
using Visuel.Composer.Pictograms;
using Visuel.Composer.Props;

namespace Visuel.Composer.Scenes;

/// <summary>A desk from above: the hero on a sheet between a keyboard, a cup,
/// a notebook and notes with companions.</summary>
internal sealed class FlatlayScene : IScene
{
    public string Name => "flatlay";

    // Apart from coffee and tea, food beside a keyboard looks wrong.
    public bool Suits(Pictogram hero) => hero.Group != PictogramGroup.Food || hero.IsOneOf("☕🍵");

    public void Paint(Easel easel)
    {
        Backdrop.Plain(easel);
        var (x, y, side) = (easel.Frame.MidX, easel.Frame.MidY, easel.Side);
        var (reachX, reachY) =
            (side * .38f * (1 + ((easel.Wide - 1) * .55f)), side * .37f * (1 + ((easel.Tall - 1) * .72f)));
        using (var mat = Shapes.Rounded(
            new SKRect(x - (reachX * 1.42f), y - (reachY * 1.42f), x + (reachX * 1.42f), y + (reachY * 1.42f)),
            side * .05f))
        {
            easel.Brush.Fill(mat, easel.Palette.Soft.Fade(easel.Palette.IsDark ? .4f : .3f));
        }

        float Left(float share) => x - (easel.Way * reachX * share);
        float Top(float share) => y - (reachY * share);
        Stationery.Keyboard(easel, x, Top(-1.04f), side * .46f);
        Stationery.Notebook(easel, Left(1), Top(-.62f), side * .2f, -7 * easel.Way);
        Stationery.Cup(easel, Left(-1.02f), Top(.94f), side * .1f);
        Stationery.Note(
            easel, easel.Companion(0), Left(.98f), Top(.92f), side * .215f, -6 * easel.Way, easel.Palette.Accent);
        Stationery.Note(
            easel, easel.Companion(1), Left(-1), Top(-.88f), side * .215f, 6 * easel.Way, easel.Palette.Spark);
        Stationery.Note(
            easel, easel.Companion(2), Left(0), Top(1.02f), side * .19f, 3 * easel.Way, easel.Palette.Strong);
        easel.Painter.Tile(easel.Companion(3), Left(1.04f), Top(.14f), side * .15f, 5 * easel.Way);
        easel.Painter.Tile(easel.Companion(4), Left(-1.04f), Top(-.02f), side * .16f, -5 * easel.Way);
        Sheet(easel, x, y - (side * .045f), side * (easel.Tall > 1.4f ? .54f : .46f));
    }

    private static void Sheet(Easel easel, float x, float y, float size)
    {
        var palette = easel.Palette;
        var paper = SKRect.Create(x - (size / 2), y - (size / 2), size, size);
        easel.Light.Drop(paper, size * .06f, 20 * easel.Unit, 14 * easel.Unit, .24f);
        easel.Brush.Rounded(paper, size * .06f, SKColors.White);
        var picture = SKRect.Inflate(paper, -size * .055f, -size * .055f);
        var colour = Easel.Backing(
            easel.Hero, palette.Strong, palette.Soft.Lighter(.35f), palette.Accent, palette.Strong.Lighter(.78f));
        easel.Brush.Rounded(picture, size * .035f, colour.Lighter(.12f), colour);
        easel.Brush.Inside(picture, size * .035f, () =>
        {
            easel.Brush.Circle(picture.Right, picture.Top, size * .3f, SKColors.White.Fade(.12f));
            easel.Brush.Circle(picture.Left, picture.Bottom, size * .26f, SKColors.White.Fade(.12f));
        });
        Portrait.Float(easel, x, y, size * (easel.Hero.IsAtLaptop ? .76f : .64f));
    }
}
