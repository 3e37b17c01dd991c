using SkiaSharp;

namespace Visuel.Composer.Palettes;

/// <summary>Arithmetic on colours.</summary>
internal static class Colours
{
    public static SKColor Toward(this SKColor from, SKColor to, float share)
    {
        byte Mix(byte a, byte b) => (byte)(a + ((b - a) * share));
        return new SKColor(
            Mix(from.Red, to.Red), Mix(from.Green, to.Green), Mix(from.Blue, to.Blue), Mix(from.Alpha, to.Alpha));
    }

    public static SKColor Lighter(this SKColor colour, float share) => colour.Toward(SKColors.White, share);

    public static SKColor Darker(this SKColor colour, float share) => colour.Toward(SKColors.Black, share);

    public static SKColor Fade(this SKColor colour, float opacity) => colour.WithAlpha((byte)(opacity * 255));

    /// <summary>Relative luminance, WCAG 2.2.</summary>
    public static double Luminance(this SKColor colour) =>
        (.2126 * Linear(colour.Red)) + (.7152 * Linear(colour.Green)) + (.0722 * Linear(colour.Blue));

    /// <summary>WCAG 2.2's contrast, from 1 to 21.</summary>
    public static double ContrastTo(this SKColor one, SKColor other)
    {
        var (first, second) = (one.Luminance(), other.Luminance());
        return (Math.Max(first, second) + .05) / (Math.Min(first, second) + .05);
    }

    /// <summary>A cheap perceptual distance: green weighs most, red least. Black to white is 765.</summary>
    public static double DistanceTo(this SKColor one, SKColor other)
    {
        double red = one.Red - other.Red, green = one.Green - other.Green, blue = one.Blue - other.Blue;
        return Math.Sqrt((2 * red * red) + (4 * green * green) + (3 * blue * blue));
    }

    private static double Linear(byte channel)
    {
        var share = channel / 255d;
        return share <= .04045 ? share / 12.92 : Math.Pow((share + .055) / 1.055, 2.4);
    }
}
