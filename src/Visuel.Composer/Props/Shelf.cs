using SkiaSharp;
using Visuel.Composer.Painting;
using Visuel.Composer.Palettes;
using Visuel.Composer.Pictograms;

namespace Visuel.Composer.Props;

/// <summary>A wall shelf with a few things on it.</summary>
internal static class Shelf
{
    public static void Draw(Easel easel, float x, float y, float width, List<Pictogram> things)
    {
        var (left, right, unit) = (x - (width / 2), x + (width / 2), easel.Unit);
        var wood = easel.Palette.Strong.Toward(easel.Palette.IsDark ? SKColors.White : SKColors.Black, .12f);
        easel.Brush.Rectangle(SKRect.Create(left + (36 * unit), y, 11 * unit, 46 * unit), wood.Darker(.25f));
        easel.Brush.Rectangle(SKRect.Create(right - (47 * unit), y, 11 * unit, 46 * unit), wood.Darker(.25f));
        easel.Brush.Rounded(new SKRect(left, y, right, y + (20 * unit)), 9 * unit, wood);
        foreach (var (place, thing) in things.Index())
        {
            var size = Math.Min(width * .27f, easel.Side * .1f);
            easel.Painter.Stand(
                thing, left + (width * (place + .5f) / things.Count), y + (2 * unit), size, shadow: false);
        }
    }
}
