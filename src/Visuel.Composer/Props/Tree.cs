using SkiaSharp;
using Visuel.Composer.Painting;
using Visuel.Composer.Palettes;

namespace Visuel.Composer.Props;

/// <summary>A pine or a round tree, standing.</summary>
internal static class Tree
{
    public static void Draw(Easel easel, float x, float ground, float height, SKColor leaves, bool isPine)
    {
        var trunk = new SKRect(x - (height * .035f), ground - (height * .35f), x + (height * .035f), ground);
        easel.Brush.Rounded(trunk, height * .02f, leaves.Darker(.4f));
        if (isPine)
        {
            for (var tier = 0; tier < 3; tier++)
            {
                var foot = ground - (height * (.2f + (tier * .23f)));
                var half = height * (.26f - (tier * .05f));
                using var cone = Shapes.Polygon(
                    new(x, foot - (height * .36f)), new(x + half, foot), new(x - half, foot));
                easel.Brush.Fill(cone, leaves.Lighter(tier * .06f));
            }

            return;
        }

        using var crown = Shapes.Rounded(
            new SKRect(x - (height * .26f), ground - (height * .98f), x + (height * .26f), ground - (height * .26f)),
            height * .26f);
        easel.Brush.Fill(crown, leaves);
        easel.Brush.Inside(crown, () => easel.Brush.Oval(
            x + (height * .16f), ground - (height * .58f), height * .24f, height * .42f, leaves.Darker(.1f)));
    }
}
