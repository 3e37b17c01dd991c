using SkiaSharp;
using Visuel.Composer.Painting;
using Visuel.Composer.Palettes;

namespace Visuel.Composer.Props;

/// <summary>A phone whose application shows the hero above a few lines and a button.</summary>
internal static class Phone
{
    private static readonly SKColor Case = new(30, 32, 54);
    private static readonly SKColor Text = new(222, 226, 238);

    public static void Draw(Easel easel, float x, float y, float height)
    {
        var (brush, width) = (easel.Brush, height * .5f);
        var body = SKRect.Create(x - (width / 2), y - (height / 2), width, height);
        easel.Light.Drop(body, width * .14f, 26 * easel.Unit, 20 * easel.Unit, .3f);
        brush.Rounded(body, width * .14f, Case);
        var screen = SKRect.Inflate(body, -width * .035f, -width * .035f);
        brush.Rounded(screen, width * .11f, new SKColor(248, 249, 253));
        brush.Inside(screen, width * .11f, () => Screen(easel, screen));
        brush.Rounded(
            SKRect.Create(x - (width * .15f), screen.Top + (width * .035f), width * .3f, width * .065f),
            width * .033f, Case);
    }

    private static void Screen(Easel easel, SKRect screen)
    {
        var (palette, brush) = (easel.Palette, easel.Brush);
        var header = new SKRect(screen.Left, screen.Top, screen.Right, screen.Top + (screen.Height * .57f));
        var colour = Easel.Backing(
            easel.Hero, palette.Strong, palette.Strong.Lighter(.7f), palette.Accent, palette.Soft.Lighter(.2f));
        brush.Rounded(header, 0, colour.Lighter(.14f), colour);
        brush.Circle(header.Right, header.Top, screen.Width * .42f, SKColors.White.Fade(.13f));
        brush.Circle(header.Left, header.Bottom, screen.Width * .36f, SKColors.White.Fade(.13f));
        Portrait.Float(
            easel, header.MidX, header.MidY + (screen.Height * .03f),
            screen.Width * (easel.Hero.IsAtLaptop ? .82f : .68f));

        var (left, right, top, line) = (screen.Left + (screen.Width * .1f),
            screen.Right - (screen.Width * .1f), header.Bottom + (screen.Height * .05f), screen.Height * .026f);
        brush.Rounded(SKRect.Create(left, top, (right - left) * .7f, line), line / 2, Text.Darker(.42f));
        brush.Rounded(SKRect.Create(left, top + (line * 2.1f), right - left, line * .7f), line * .35f, Text);
        brush.Rounded(SKRect.Create(left, top + (line * 3.4f), (right - left) * .82f, line * .7f), line * .35f, Text);
        SKColor[] chips = [palette.Strong, palette.Accent, palette.Spark];
        var chip = (right - left) * .3f;
        foreach (var (place, tint) in chips.Index())
        {
            brush.Rounded(
                SKRect.Create(left + (place * chip * 1.17f), top + (line * 5.2f), chip, line * 2.4f),
                line * .6f, tint.Lighter(.72f));
        }

        var button = SKRect.Create(left, top + (line * 8.7f), right - left, line * 2.7f);
        brush.Rounded(button, button.Height / 2, colour == palette.Strong ? palette.Spark : palette.Strong);
        brush.Rounded(SKRect.Create(
            button.MidX - (button.Width * .2f), button.MidY - (line * .3f), button.Width * .4f,
            line * .6f), line * .3f, SKColors.White.Fade(.9f));
    }
}
