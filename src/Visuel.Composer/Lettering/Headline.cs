using SkiaSharp;
using Visuel.Composer.Painting;
using Visuel.Composer.Palettes;
using Visuel.Composer.Understanding;

namespace Visuel.Composer.Lettering;

/// <summary>The card with the title. It is laid out before the art, which gets the remaining area, so the two never
/// overlap.</summary>
internal sealed class Headline
{
    private const float Margin = 48;
    private const float Padding = 40;
    private const float Bar = 12;
    private const float Gap = 24;
    private const float WideFrom = 1.3f;
    private const double LeastContrast = 4.5;

    private readonly TitleFont font;
    private readonly TitleBlock block;
    private readonly float unit;
    private readonly bool isCentred;

    private Headline(TitleFont font, TitleBlock block, SKRect card, SKRect rest, float unit, bool isCentred) =>
        (this.font, this.block, Card, Rest, this.unit, this.isCentred) = (font, block, card, rest, unit, isCentred);

    /// <summary>The area of the card, in pixels.</summary>
    public SKRect Card { get; }

    /// <summary>The area that is left for the art.</summary>
    public SKRect Rest { get; }

    /// <summary>The areas of the lines; empty before <see cref="Paint"/>.</summary>
    public List<SKRect> LineBoxes { get; } = [];

    /// <summary>Whether a picture is so wide that the title stands beside the art, not above it.</summary>
    public static bool IsWide(SKSize size) => size.Width / size.Height >= WideFrom;

    /// <summary>Whether the lines are centred.</summary>
    public static bool IsCentred(SKSize size, ContentHabits habits) => habits.CentresTitle && !IsWide(size);

    /// <summary>The length that is one pixel in a picture of 1024×1024.</summary>
    public static float UnitOf(SKSize size) => Math.Min(size.Width, size.Height) / 1024;

    /// <summary>The distance of the card from the left side, in pixels.</summary>
    public static float LeftMargin(SKSize size) => Margin * UnitOf(size);

    /// <summary>Lays the card out: at the top, or in a left column where the picture is wide. Null where there is no
    /// title or the font lacks its letters.</summary>
    /// <param name="foot">The top of the logo's tag, or the picture's height where there is no logo.</param>
    public static Headline? Lay(string? title, TitleFont font, SKSize size, float foot, ContentHabits habits)
    {
        if (TitleText.Words(title, font) is not { } words)
        {
            return null;
        }

        var pixel = UnitOf(size);
        var (margin, padding) = (Margin * pixel, Padding * pixel);
        var (isWide, centred) = (IsWide(size), IsCentred(size, habits));
        var cardWidth = isWide ? (size.Width * .4f) - margin : size.Width - (2 * margin);
        var beside = centred ? 0 : (Bar + Gap) * pixel;
        var most = isWide ? foot - (2 * (margin + padding)) : size.Height * .26f;
        var set = TitleBlock.Set(words, font, cardWidth - (2 * padding) - beside, most, pixel);
        var height = set.Height + (2 * padding * .8f);
        var card = SKRect.Create(margin, isWide ? (foot - height) / 2 : margin, cardWidth, height);
        var rest = isWide
            ? new SKRect(card.Right, 0, size.Width, size.Height)
            : new SKRect(0, card.Bottom, size.Width, foot);
        return new Headline(font, set, card, rest, pixel, centred);
    }

    /// <summary>Paints the card and the letters over a finished picture.</summary>
    public void Paint(SKCanvas canvas, Palette palette)
    {
        var (brush, radius) = (new Brush(canvas), 28 * unit);
        new Light(canvas).Drop(Card, radius, 18 * unit, 10 * unit, .16f);
        brush.Rounded(Card, radius, SKColors.White);
        var left = Card.Left + (Padding * unit);
        if (!isCentred)
        {
            brush.Rounded(SKRect.Create(
                left, Card.MidY - (block.Height / 2) + (block.Size * .12f), Bar * unit,
                block.Height - (block.Size * .24f)), Bar * unit / 2, palette.Accent);
            left += (Bar + Gap) * unit;
        }

        using var letters = font.At(block.Size);
        using var ink = new SKPaint { IsAntialias = true, Color = Ink(palette) };
        var top = Card.MidY - (block.Height / 2);
        foreach (var (place, line) in block.Lines.Index())
        {
            var width = letters.MeasureText(line);
            var x = isCentred ? Card.MidX - (width / 2) : left;
            var baseline = top + (((place * TitleBlock.Leading) + .93f) * block.Size);
            canvas.DrawText(line, x, baseline, SKTextAlign.Left, letters, ink);
            LineBoxes.Add(SKRect.Create(
                x, top + (place * TitleBlock.Leading * block.Size), width, block.Size * TitleBlock.Leading));
        }
    }

    /// <summary>The palette's strong colour, darkened until it reads well on white (WCAG 2.2, 1.4.3).</summary>
    public static SKColor Ink(Palette palette)
    {
        var ink = palette.Strong.Darker(.25f);
        while (ink.ContrastTo(SKColors.White) < LeastContrast)
        {
            ink = ink.Darker(.1f);
        }

        return ink;
    }
}
