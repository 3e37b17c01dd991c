using SkiaSharp;
using Visuel.Composer.Painting;

namespace Visuel.Composer.Props;

/// <summary>The measures of a room: it stands on the bottom of the frame, and a tall format gets a high ceiling.</summary>
internal sealed record Room(Easel Easel, float Height)
{
    private const float DeskLine = .8f;

    /// <summary>What a tall format leaves above.</summary>
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

    public float X(float share) => Easel.Frame.MidX + ((share - .5f) * Math.Min(Easel.Frame.Width, Easel.Side * 2.1f) * Easel.Way);

    public float Y(float share) => Easel.Frame.Bottom - ((1 - share) * Height);
}
