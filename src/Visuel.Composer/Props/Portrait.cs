using SkiaSharp;
using Visuel.Composer.Painting;
using Visuel.Composer.Palettes;

namespace Visuel.Composer.Props;

/// <summary>The hero, floating; somebody with a laptop is drawn at a small desk,
/// better than the pictogram does.</summary>
internal static class Portrait
{
    public static void Float(Easel easel, float x, float y, float size)
    {
        if (!easel.Hero.IsAtLaptop)
        {
            easel.Painter.Float(easel.Hero, x, y, size);
            return;
        }

        var ground = y + (size * .4f);
        Colleague.Draw(easel, x, ground, size * .9f);
        var desk = SKRect.Create(x - (size * .56f), ground, size * 1.12f, size * .075f);
        easel.Brush.Rounded(desk, size * .035f, SKColors.White);
        easel.Brush.Rounded(
            SKRect.Create(desk.Left, desk.MidY, desk.Width, desk.Height / 2), size * .018f,
            easel.Palette.Strong.Lighter(.7f));
        Laptop.DrawFromBehind(easel, x, ground, size * .5f);
    }
}
