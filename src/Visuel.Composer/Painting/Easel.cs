using SkiaSharp;
using Visuel.Composer.Chance;
using Visuel.Composer.Palettes;
using Visuel.Composer.Pictograms;
using Visuel.Composer.Understanding;

namespace Visuel.Composer.Painting;

/// <summary>What a scene draws with: the canvas and its frame, the palette, the pictograms, and random numbers from the
/// seed.</summary>
internal sealed class Easel
{
    /// <summary>The layout of a pixel. In this order, which is its native one, Skia blends and blurs ten times as fast
    /// as in RGBA.</summary>
    public const SKColorType Pixels = SKColorType.Bgra8888;

    private const float DesignSide = 1024;
    private const float Margin = 56;

    private readonly Subject subject;

    public Easel(
        SKCanvas canvas, SKSize size, SKRect room, Subject subject, Palette palette,
        PictogramLibrary library, ulong seed)
    {
        this.subject = subject;
        Canvas = canvas;
        Size = size;
        Palette = palette;
        Library = library;
        Brush = new Brush(canvas);
        Light = new Light(canvas);
        Dice = Dice.For(seed, "draw");
        Mirrored = Dice.For(seed, "mirror").Heads();
        Unit = Math.Min(room.Width, room.Height) / DesignSide;
        Frame = SKRect.Inflate(room, -Margin * Unit, -Margin * Unit);
        Painter = new PictogramPainter(this);
    }

    public SKCanvas Canvas { get; }

    public SKSize Size { get; }

    public Palette Palette { get; }

    public PictogramLibrary Library { get; }

    public Brush Brush { get; }

    public Light Light { get; }

    public PictogramPainter Painter { get; }

    public Dice Dice { get; }

    public bool Mirrored { get; }

    /// <summary>One pixel of a 1024×1024 picture, in the room the art has.</summary>
    public float Unit { get; }

    /// <summary>Where things stand; only backgrounds go beyond.</summary>
    public SKRect Frame { get; }

    /// <summary>The short side of the frame: the measure of everything.</summary>
    public float Side => Math.Min(Frame.Width, Frame.Height);

    /// <summary>How many times the frame is wider than <see cref="Side"/>; 1 when square or tall.</summary>
    public float Wide => Frame.Width / Side;

    /// <summary>How many times the frame is taller than <see cref="Side"/>; 1 when square or wide.</summary>
    public float Tall => Frame.Height / Side;

    /// <summary>1, or -1 when the seed mirrors the picture.</summary>
    public float Way => Mirrored ? -1 : 1;

    public Pictogram Hero => subject.Hero;

    public int CompanionCount => subject.Pictograms.Count - 1;

    public List<Placement> Placements { get; } = [];

    public Pictogram Companion(int place) => subject.Pictograms[1 + (place % CompanionCount)];

    /// <summary>A share of the frame's width, from the side the seed chose.</summary>
    public float X(float share) => Frame.Left + ((Mirrored ? 1 - share : share) * Frame.Width);

    public float Y(float share) => Frame.Top + (share * Frame.Height);

    /// <summary>The candidate that differs most from every main colour of a pictogram:
    /// no yellow bag on a yellow disc.</summary>
    public static SKColor Backing(Pictogram pictogram, params IEnumerable<SKColor> candidates)
    {
        var art = pictogram.Art;
        return candidates.MaxBy(candidate => art.Main.Select(colour => candidate.DistanceTo(colour))
            .Append(candidate.DistanceTo(art.Mean) * .8).Min());
    }
}
