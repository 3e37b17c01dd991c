using SkiaSharp;
using Visuel.Composer.Palettes;

namespace Visuel.Composer.Painting;

/// <summary>The background: a diagonal gradient and, where the scene leaves room for one, a quiet motif.</summary>
internal static class Backdrop
{
    public static void Plain(Easel easel)
    {
        var (width, height) = (easel.Size.Width, easel.Size.Height);
        var slant = easel.Dice.Between(.15f, .6f) * width;
        var from = new SKPoint(easel.Mirrored ? width : 0, 0);
        var to = new SKPoint(easel.Mirrored ? slant : width - slant, height);
        using var whole = Shapes.Rounded(SKRect.Create(easel.Size), 0);
        easel.Brush.Fill(whole, from, to, easel.Palette.BackTop, easel.Palette.BackBottom);
    }

    public static void WithMotif(Easel easel)
    {
        Plain(easel);
        Action<Easel>[] motifs = [Corners, Waves, Quarters, Stripes, Rise];
        easel.Dice.Pick(motifs)(easel);
    }

    private static float Strength(Easel easel) => easel.Palette.IsDark ? .5f : .42f;

    private static void Corners(Easel easel)
    {
        var (width, height, soft) = (easel.Size.Width, easel.Size.Height, easel.Palette.Soft.Fade(Strength(easel)));
        var reach = Math.Max(width, height);
        using var above = Shapes.Pebble(easel.Mirrored ? 0 : width, 0, .34f * reach, .16f, 7, easel.Dice);
        using var below = Shapes.Pebble(easel.Mirrored ? width : 0, height, .38f * reach, .16f, 7, easel.Dice);
        easel.Brush.Fill(above, soft);
        easel.Brush.Fill(below, soft);
    }

    private static void Waves(Easel easel)
    {
        for (var i = 0; i < 3; i++)
        {
            var height = easel.Size.Height;
            using var wave = Shapes.Hill(
                easel.Size, height * (.72f + (i * .09f)), height * .025f,
                easel.Size.Width * easel.Dice.Between(.7f, 1.1f), easel.Dice.Between(0, 6));
            easel.Brush.Fill(wave, easel.Palette.Soft.Fade(.25f + (.1f * i)));
        }
    }

    private static void Quarters(Easel easel)
    {
        var reach = Math.Max(easel.Size.Width, easel.Size.Height);
        for (var i = 0; i < 4; i++)
        {
            easel.Brush.Circle(
                easel.Mirrored ? 0 : easel.Size.Width, easel.Size.Height, reach * (.6f - (i * .14f)),
                easel.Palette.Soft.Fade(.22f));
        }
    }

    private static void Stripes(Easel easel)
    {
        var (width, height) = (easel.Size.Width, easel.Size.Height);
        var step = Math.Max(width, height) * .16f;
        var colour = easel.Palette.Soft.Fade(easel.Palette.IsDark ? .24f : .18f);
        for (var left = 0f; left < width + (height * .5f); left += 2 * step)
        {
            using var stripe = Shapes.Polygon(
                new(left, 0), new(left + step, 0), new(left + step - (height * .5f), height),
                new(left - (height * .5f), height));
            easel.Brush.Fill(stripe, colour);
        }
    }

    private static void Rise(Easel easel)
    {
        var (width, height) = (easel.Size.Width, easel.Size.Height);
        using var mound = Shapes.Pebble(
            width * .5f, height * 1.02f, .6f * Math.Min(width, height * 1.3f), .08f, 8, easel.Dice);
        easel.Brush.Fill(mound, easel.Palette.Soft.Fade(.45f));
        easel.Brush.Circle(
            easel.Mirrored ? 0 : width, height * .06f, .16f * Math.Min(width, height), easel.Palette.Soft.Fade(.4f));
    }
}
