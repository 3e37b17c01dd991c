using System.Globalization;
using SkiaSharp;
using Visuel.Composer.Palettes;

namespace Visuel.Composer;

/// <summary>The two colours of a brand: the main one, and an accent that stands out against it.</summary>
public sealed record BrandColours
{
    private const int HexLength = 6;

    private readonly uint main;
    private readonly uint accent;

    private BrandColours(uint main, uint accent) => (this.main, this.accent) = (main, accent);

    /// <summary>Reads two colours such as <c>#1A2B3C</c>, with or without the #; null where one of them is no
    /// colour.</summary>
    public static BrandColours? TryParse(string? main, string? accent) =>
        Read(main) is { } first && Read(accent) is { } second ? new BrandColours(first, second) : null;

    /// <summary>The palette in these colours: backgrounds and quiet tones are mixed from them.</summary>
    internal Palette Dress(Palette palette)
    {
        var (strong, contrast) = (Opaque(main), Opaque(accent));
        return palette with
        {
            Name = "brand",
            // A very dark or very pale colour is moved away from a background of its own brightness.
            Strong = palette.IsDark
                ? strong.Lighter(strong.Luminance() < .05 ? .25f : 0)
                : strong.Darker(strong.Luminance() > .7 ? .25f : 0),
            Accent = contrast,
            Spark = contrast.Toward(strong, .3f).Lighter(.2f),
            Soft = palette.IsDark ? strong.Darker(.45f) : strong.Lighter(.6f),
            BackTop = palette.IsDark ? strong.Darker(.8f) : strong.Lighter(.93f),
            BackBottom = palette.IsDark ? strong.Darker(.6f) : strong.Lighter(.76f),
        };
    }

    private static SKColor Opaque(uint colour) => new(0xFF000000 | colour);

    private static uint? Read(string? text)
    {
        var hex = text is ['#', ..] ? text[1..] : text;
        return hex is { Length: HexLength }
            && uint.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var colour)
            ? colour
            : null;
    }
}
