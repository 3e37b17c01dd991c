using System.Buffers.Binary;
using SkiaSharp;
using Visuel.Core.Generation;

namespace Visuel.Server.Features.Images;

/// <summary>What is done to pixels: to PNG of exactly the size asked, and to thumbnails.</summary>
internal static class Picture
{
    private const int ThumbnailQuality = 82;

    private static ReadOnlySpan<byte> PngSignature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The drawing as PNG of this size: as it came where it already is one, otherwise scaled to cover it and cut evenly at the edges.
    /// Null when the bytes are no picture.</summary>
    public static ReadOnlyMemory<byte>? ToPng(ReadOnlyMemory<byte> drawing, DrawSize size)
    {
        if (PngSizeOf(drawing.Span) == size)
        {
            return drawing;
        }

        using var source = SKBitmap.Decode(drawing.Span);
        if (source is null)
        {
            return null;
        }

        if (source.Width == size.Width && source.Height == size.Height)
        {
            return Encode(source, SKEncodedImageFormat.Png, 100);
        }

        using var target = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        Draw(source, target);
        return Encode(target, SKEncodedImageFormat.Png, 100);
    }

    /// <summary>A WebP of this width with the same shape. Null when the bytes are no picture.</summary>
    public static ReadOnlyMemory<byte>? Thumbnail(ReadOnlySpan<byte> png, int width)
    {
        using var source = SKBitmap.Decode(png);
        if (source is null)
        {
            return null;
        }

        var height = Math.Max(1, (int)Math.Round((double)source.Height * width / source.Width));
        using var target = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        Draw(source, target);
        return Encode(target, SKEncodedImageFormat.Webp, ThumbnailQuality);
    }

    /// <summary>The size written in a PNG's first chunk (PNG specification, 11.2.1), or null for another format.</summary>
    private static DrawSize? PngSizeOf(ReadOnlySpan<byte> bytes) => bytes.Length > 24 && bytes.StartsWith(PngSignature)
        ? new DrawSize(BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]))
        : null;

    private static void Draw(SKBitmap source, SKBitmap target)
    {
        var scale = Math.Max((float)target.Width / source.Width, (float)target.Height / source.Height);
        var (width, height) = (source.Width * scale, source.Height * scale);
        var (left, top) = ((target.Width - width) / 2, (target.Height - height) / 2);
        using var canvas = new SKCanvas(target);
        using var image = SKImage.FromBitmap(source);
        // Mipmaps when it shrinks, Mitchell's cubic when it grows: the pair that neither aliases nor blurs.
        var sampling = scale < 1 ? new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear) : new SKSamplingOptions(SKCubicResampler.Mitchell);
        canvas.DrawImage(image, SKRect.Create(left, top, width, height), sampling);
    }

    private static ReadOnlyMemory<byte> Encode(SKBitmap bitmap, SKEncodedImageFormat format, int quality)
    {
        using var data = bitmap.Encode(format, quality);
        return data.ToArray();
    }
}
