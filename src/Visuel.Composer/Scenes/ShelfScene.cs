using SkiaSharp;
using Visuel.Composer.Painting;
using Visuel.Composer.Palettes;
using Visuel.Composer.Pictograms;

namespace Visuel.Composer.Scenes;

/// <summary>A wall with shelves: the hero on the long one, companions beside it and on two short ones above.</summary>
internal sealed class ShelfScene : IScene
{
    public string Name => "shelf";

    public bool Suits(Pictogram hero) => hero.IsWare;

    public void Paint(Easel easel)
    {
        var (side, x, palette) = (easel.Side, easel.Frame.MidX, easel.Palette);
        var height = Math.Min(easel.Frame.Height, side * 1.3f);
        var top = easel.Frame.MidY - (height / 2);
        float Y(float share) => top + (share * height);

        Backdrop.Plain(easel);
        using (var arch = Shapes.RoundedTop(
            new SKRect(x - (side * .3f), Y(.06f), x + (side * .3f), Y(.8f)), side * .3f))
        {
            easel.Brush.Fill(arch, Easel.Backing(
                easel.Hero, palette.Soft, palette.Accent, palette.Strong.Lighter(palette.IsDark ? .2f : .45f)));
        }

        var next = Above(easel, Y(.37f), side);
        var reach = Math.Min(easel.Frame.Width / 2, side * .95f);
        Plank(easel, x, Y(.8f), reach * 2);
        easel.Painter.Stand(easel.Hero, x, Y(.8f) + easel.Unit, Math.Min(side * .5f, height * .5f));
        next = Beside(easel, Y(.8f) + easel.Unit, reach, next);
        if (palette.IsDark)
        {
            easel.Light.Glow(x, Y(.3f), side * .5f, palette.Accent, .12f);
        }

        Below(easel, Y(.96f), next);
    }

    private static int Above(Easel easel, float y, float side)
    {
        var place = 0;
        foreach (var way in (float[])[-easel.Way, easel.Way])
        {
            var middle = easel.Frame.MidX + (way * side * .405f);
            Plank(easel, middle, y, side * .19f);
            if (place < easel.CompanionCount)
            {
                easel.Painter.Stand(easel.Companion(place), middle, y + easel.Unit, side * .15f);
                place++;
            }
        }

        return place;
    }

    private static int Beside(Easel easel, float y, float reach, int place)
    {
        var side = easel.Side;
        for (var distance = side * .4f; distance <= reach - (side * .08f); distance += side * .24f)
        {
            foreach (var way in (float[])[easel.Way, -easel.Way])
            {
                if (place < easel.CompanionCount)
                {
                    easel.Painter.Stand(easel.Companion(place), easel.Frame.MidX + (way * distance), y, side * .17f);
                    place++;
                }
            }
        }

        return place;
    }

    // A low board along the wall closes the picture at the bottom.
    private static void Below(Easel easel, float y, int place)
    {
        var palette = easel.Palette;
        easel.Brush.Rectangle(
            new SKRect(0, y, easel.Size.Width, easel.Size.Height),
            palette.IsDark ? palette.BackTop.Darker(.25f) : palette.BackBottom.Toward(palette.Strong, .18f));
        easel.Brush.Rectangle(
            new SKRect(0, y, easel.Size.Width, y + (7 * easel.Unit)), SKColors.White.Fade(palette.IsDark ? .12f : .5f));
        if (place < easel.CompanionCount)
        {
            Ornaments.Sparkle(easel, easel.X(.06f), easel.Y(.08f), 24 * easel.Unit, palette.Accent);
            Ornaments.Sparkle(easel, easel.X(.95f), easel.Y(.05f), 17 * easel.Unit, palette.Spark);
        }
    }

    private static void Plank(Easel easel, float x, float y, float width)
    {
        var unit = easel.Unit;
        var wood = easel.Palette.Strong.Toward(easel.Palette.IsDark ? SKColors.White : SKColors.Black, .12f);
        var board = SKRect.Create(x - (width / 2), y, width, 22 * unit);
        easel.Light.Drop(board, 9 * unit, 12 * unit, 12 * unit, .2f);
        easel.Brush.Rounded(board, 9 * unit, wood);
        foreach (var foot in (float[])[x - (width * .34f), x + (width * .34f)])
        {
            easel.Brush.Rounded(
                SKRect.Create(foot - (6 * unit), y + (22 * unit), 12 * unit, 30 * unit), 4 * unit, wood.Darker(.25f));
        }
    }
}
