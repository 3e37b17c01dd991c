using SkiaSharp;
using Visuel.Composer.Painting;

namespace Visuel.Composer.Props;

/// <summary>The measures of a room. It begins at the bottom of the frame and is at most 1.25 times as high as the short
/// side; a tall format leaves space above it.</summary>
internal sealed record Room(Easel Easel, float Height)
{
    private const float DeskLine = .8f;

    /// <summary>The height above the room, in pixels.</summary>
    public float Headroom => Easel.Frame.Height - Height;

    public float DeskTop => Y(DeskLine);

    public float WindowWidth => Easel.Side * Math.Min(.3f * Easel.Wide, .42f);

    public float ShelfWidth => Easel.Side * Math.Min(.32f * Easel.Wide, .5f);

    public SKRect DeskBox
    {
        get
        {
            var width = Math.Min(Easel.Frame.Width, Easel.Side * 1.5f);
            return SKRect.Create(Easel.Frame.MidX - (width / 2), DeskTop, width, Easel.Side * .045f);
        }
    }

    public static Room In(Easel easel) => new(easel, Math.Min(easel.Frame.Height, easel.Side * 1.25f));

    public float X(float share) =>
        Easel.Frame.MidX + ((share - .5f) * Math.Min(Easel.Frame.Width, Easel.Side * 2.1f) * Easel.Way);

    public float Y(float share) => Easel.Frame.Bottom - ((1 - share) * Height);
}
