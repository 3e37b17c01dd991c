using System.Runtime.InteropServices;
using SkiaSharp;
using Visuel.Composer.Painting;

namespace Visuel.Composer.Tests;

public sealed class GradientTests
{
    private static readonly SKColor First = new(10, 200, 90);
    private static readonly SKColor Last = new(240, 40, 90, 0);

    [Fact]
    public void It_starts_and_ends_with_its_colours()
    {
        var pixels = Pixels(
            GradientSheet.Linear(new SKRectI(0, 0, 400, 3), new SKPoint(40, 0), new SKPoint(360, 0), First, Last));
        Assert.All([0, 20, 38], column => Assert.Equal(First, pixels[1, column]));
        Assert.All([362, 380, 399], column => Assert.Equal(0, pixels[1, column].Alpha));
    }

    [Fact]
    public void A_place_has_the_same_colour_whatever_part_of_the_gradient_is_asked_for()
    {
        SKColor At(SKRectI area) => Pixels(GradientSheet.Linear(
            area, default, new SKPoint(300, 200), First, First.WithAlpha(40)))[96 - area.Top, 104 - area.Left];
        Assert.Equal(At(new SKRectI(0, 0, 300, 200)), At(new SKRectI(8, 16, 250, 150)));
    }

    [Fact]
    public void It_is_dithered_so_that_a_slow_change_shows_no_bands()
    {
        var pixels = Pixels(GradientSheet.Linear(
            new SKRectI(0, 0, 1024, 8), default, new SKPoint(1024, 0), new SKColor(100, 100, 100),
            new SKColor(108, 108, 108)));
        var means = Enumerable.Range(0, 128).Select(
            block => Enumerable.Range(0, 64).Average(cell => pixels[cell / 8, (block * 8) + (cell % 8)].Red)).ToList();
        Assert.All(means.Index(), mean => Assert.InRange(
            mean.Item, 100 + ((mean.Index + .5) / 16) - .15, 100 + ((mean.Index + .5) / 16) + .15));
    }

    [Fact]
    public void A_glow_fades_to_nothing_at_its_radius()
    {
        var pixels = Pixels(
            GradientSheet.Radial(new SKRectI(0, 0, 200, 200), new SKPoint(100, 100), 80, First.WithAlpha(200)));
        Assert.InRange(pixels[100, 100].Alpha, 196, 200);
        Assert.InRange(pixels[100, 140].Alpha, 98, 102);
        Assert.Equal(0, pixels[100, 181].Alpha + pixels[2, 2].Alpha);
    }

    [Fact]
    public void No_colour_exceeds_its_alpha_for_premultiplied_pixels_may_not()
    {
        using var sheet = GradientSheet.Radial(
            new SKRectI(0, 0, 300, 300), new SKPoint(150, 150), 150, SKColors.White.WithAlpha(90));
        using var pixels = sheet.PeekPixels();
        foreach (var pixel in MemoryMarshal.Cast<byte, uint>(pixels.GetPixelSpan()))
        {
            Assert.True(Math.Max(pixel & 255, Math.Max((pixel >> 8) & 255, (pixel >> 16) & 255)) <= pixel >> 24);
        }
    }

    private static SKColor[,] Pixels(SKImage image)
    {
        using var sheet = image;
        using var bitmap = SKBitmap.FromImage(sheet);
        var pixels = new SKColor[bitmap.Height, bitmap.Width];
        for (var place = 0; place < pixels.Length; place++)
        {
            pixels[place / bitmap.Width, place % bitmap.Width] = bitmap.GetPixel(
                place % bitmap.Width, place / bitmap.Width);
        }

        return pixels;
    }
}
