using SkiaSharp;
using Visuel.Composer.Painting;
using Visuel.Composer.Palettes;
using Visuel.Composer.Understanding;

namespace Visuel.Composer.Lettering;

/// <summary>The tag with the logo, at the foot of the picture. Like the title's card, it is laid out before the
/// art.</summary>
internal sealed class LogoTag
{
    private const float Margin = 36;
    private const float Padding = 18;
    private const float Widest = 264;
    private const float Highest = 76;

    // A logo that is nearly square needs more height to be recognised.
    private const float HighestSquare = 96;
    private const double LeastContrast = 2;

    private readonly BrandLogo logo;
    private readonly float unit;

    private LogoTag(BrandLogo logo, SKRect box, SKRect rest, float unit) =>
        (this.logo, Box, Rest, this.unit) = (logo, box, rest, unit);

    /// <summary>The area of the tag, in pixels.</summary>
    public SKRect Box { get; }

    /// <summary>The area that is left for the art where there is no title.</summary>
    public SKRect Rest { get; }

    /// <summary>Lays the tag out at the foot: centred, or at the left for articles and wide pictures, as a title is.
    /// Null where there is no logo.</summary>
    public static LogoTag? Lay(BrandLogo? logo, SKSize size, ContentHabits habits)
    {
        if (logo is null)
        {
            return null;
        }

        var pixel = Headline.UnitOf(size);
        var height = Math.Min(logo.Ratio < 1.5f ? HighestSquare : Highest, Widest / logo.Ratio);
        var (width, padding, margin) = (height * logo.Ratio * pixel, Padding * pixel, Margin * pixel);
        var tag = new SKSize(width + (2 * padding), (height * pixel) + (2 * padding));
        var left = Headline.IsCentred(size, habits) ? (size.Width - tag.Width) / 2 : Headline.LeftMargin(size);
        var box = SKRect.Create(left, size.Height - margin - tag.Height, tag.Width, tag.Height);
        var rest = Headline.IsWide(size)
            ? new SKRect(box.Right, 0, size.Width, size.Height)
            : new SKRect(0, 0, size.Width, box.Top);
        return new LogoTag(logo, box, rest, pixel);
    }

    /// <summary>Paints the tag over a finished picture: in white, or in the colour of titles where the logo would be
    /// hard to see on white.</summary>
    public void Paint(SKCanvas canvas, Palette palette)
    {
        var isPale = logo.IsCutOut && logo.Mean.ContrastTo(SKColors.White) < LeastContrast;
        new Light(canvas).Drop(Box, 20 * unit, 14 * unit, 6 * unit, .14f);
        new Brush(canvas).Rounded(Box, 20 * unit, isPale ? Headline.Ink(palette) : SKColors.White);
        logo.Paint(canvas, SKRect.Inflate(Box, -Padding * unit, -Padding * unit));
    }
}
