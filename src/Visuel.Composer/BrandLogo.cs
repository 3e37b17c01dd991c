using SkiaSharp;

namespace Visuel.Composer;

/// <summary>The logo of a brand, to be drawn on its pictures. It is thread-safe and may be kept.</summary>
public sealed class BrandLogo
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int LargestFile = 1024 * 1024;

    /// <summary>The smallest and largest width and height of a file, in pixels.</summary>
    public const int SmallestSide = 16;

    /// <inheritdoc cref="SmallestSide"/>
    public const int LargestSide = 4096;

    // On the largest picture the logo has a sixth of the width; this is enough for it.
    private const int KeptSide = 640;
    private const int MostTimesLonger = 12;
    private const byte Visible = 24;

    private readonly SKImage image;

    private BrandLogo(SKImage image, SKColor mean, bool isCutOut) =>
        (this.image, Mean, IsCutOut) = (image, mean, isCutOut);

    /// <summary>Width by height.</summary>
    internal float Ratio => (float)image.Width / image.Height;

    /// <summary>The mean colour of its visible pixels.</summary>
    internal SKColor Mean { get; }

    /// <summary>Whether some of its pixels are transparent.</summary>
    internal bool IsCutOut { get; }

    /// <summary>How many bytes of memory <see cref="TryRead"/> needs for a file, roughly; null where its first bytes
    /// show that it is no logo.</summary>
    public static long? MemoryFor(ReadOnlySpan<byte> file)
    {
        using var codec = Open(file);
        // The pixels, and as much for the smaller copies of them; WebP is decoded into two more.
        return codec is null
            ? null
            : codec.Info.BytesSize64 * (codec.EncodedFormat is SKEncodedImageFormat.Webp ? 4 : 2);
    }

    /// <summary>Reads a PNG, JPEG or WebP file, turns it as its camera says (Exif orientation) and cuts its transparent
    /// margins off. Returns null for another or a damaged file, for one that is too large, too small or wholly
    /// transparent, and for one of which one side is more than twelve times as long as the other.</summary>
    public static BrandLogo? TryRead(ReadOnlySpan<byte> file)
    {
        using var codec = Open(file);
        if (codec is null)
        {
            return null;
        }

        using var whole = new SKBitmap(
            new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        if (codec.GetPixels(whole.Info, whole.GetPixels()) is not SKCodecResult.Success
            || Look(whole) is not var (seen, mean, isCutOut)
            || seen.Width > MostTimesLonger * seen.Height
            || seen.Height > MostTimesLonger * seen.Width)
        {
            return null;
        }

        var scale = Math.Min(1, (float)KeptSide / Math.Max(seen.Width, seen.Height));
        var kept = new SKImageInfo(
            Math.Max(1, (int)(seen.Width * scale)), Math.Max(1, (int)(seen.Height * scale)),
            SKColorType.Rgba8888, SKAlphaType.Premul);
        var (upright, turn) = Upright(OriginOf(codec, file), kept);
        using var surface = SKSurface.Create(upright);
        using var original = SKImage.FromBitmap(whole);
        surface.Canvas.Clear(SKColors.Transparent);
        surface.Canvas.SetMatrix(turn);
        surface.Canvas.DrawImage(
            original, seen, kept.Rect, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return new BrandLogo(surface.Snapshot().ToRasterImage(ensurePixelData: true), mean, isCutOut);
    }

    /// <summary>The logo as a PNG file of at most 640 pixels, with nothing else of the file it came from.</summary>
    public ReadOnlyMemory<byte> ToPng()
    {
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    internal void Paint(SKCanvas canvas, SKRect place) =>
        canvas.DrawImage(image, place, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));

    private static SKCodec? Open(ReadOnlySpan<byte> file)
    {
        if (file.Length is 0 or > LargestFile)
        {
            return null;
        }

        using var data = SKData.CreateCopy(file);
        var codec = SKCodec.Create(data);
        if (codec?.EncodedFormat is SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Webp
            && codec.Info.Width is >= SmallestSide and <= LargestSide
            && codec.Info.Height is >= SmallestSide and <= LargestSide)
        {
            return codec;
        }

        codec?.Dispose();
        return null;
    }

    // Skia leaves a PNG as it is.
    private static SKEncodedOrigin OriginOf(SKCodec codec, ReadOnlySpan<byte> file) =>
        codec.EncodedFormat is SKEncodedImageFormat.Png ? PngOrientation.Read(file) : codec.EncodedOrigin;

    // Where the pixels of a file go so that the picture stands upright; the names say where the first pixel belongs.
    private static (SKImageInfo Size, SKMatrix Turn) Upright(SKEncodedOrigin origin, SKImageInfo kept)
    {
        var (width, height) = (kept.Width, kept.Height);
        var onItsSide = kept.WithSize(height, width);
        return origin switch
        {
            SKEncodedOrigin.TopRight => (kept, new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1)),
            SKEncodedOrigin.BottomRight => (kept, new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1)),
            SKEncodedOrigin.BottomLeft => (kept, new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1)),
            SKEncodedOrigin.LeftTop => (onItsSide, new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1)),
            SKEncodedOrigin.RightTop => (onItsSide, new SKMatrix(0, -1, height, 1, 0, 0, 0, 0, 1)),
            SKEncodedOrigin.RightBottom => (onItsSide, new SKMatrix(0, -1, height, -1, 0, width, 0, 0, 1)),
            SKEncodedOrigin.LeftBottom => (onItsSide, new SKMatrix(0, 1, 0, -1, 0, width, 0, 0, 1)),
            _ => (kept, SKMatrix.Identity),
        };
    }

    // The bounds of the visible pixels, their mean colour, and whether any pixel is not visible; null when none is
    // visible.
    private static (SKRectI Seen, SKColor Mean, bool IsCutOut)? Look(SKBitmap bitmap)
    {
        var (left, top, right, bottom) = (bitmap.Width, bitmap.Height, -1, -1);
        long red = 0, green = 0, blue = 0, count = 0;
        var pixels = bitmap.GetPixelSpan();
        for (var y = 0; y < bitmap.Height; y++)
        {
            var row = pixels.Slice(y * bitmap.RowBytes, bitmap.Width * 4);
            for (var x = 0; x < bitmap.Width; x++)
            {
                var pixel = row.Slice(x * 4, 4);
                if (pixel[3] < Visible)
                {
                    continue;
                }

                (red, green, blue, count) = (red + pixel[0], green + pixel[1], blue + pixel[2], count + 1);
                (left, right, top, bottom) = (Math.Min(left, x), Math.Max(right, x), Math.Min(top, y), y);
            }
        }

        return count == 0
            ? null
            : (new SKRectI(left, top, right + 1, bottom + 1),
                new SKColor((byte)(red / count), (byte)(green / count), (byte)(blue / count)),
                count < (long)bitmap.Width * bitmap.Height);
    }
}
