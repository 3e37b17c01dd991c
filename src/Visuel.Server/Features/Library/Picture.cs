using System.Buffers.Binary;
using SkiaSharp;
using Visuel.Core.Generation;

namespace Visuel.Server.Features.Library;

/// <summary>What is done to pixels: to PNG of exactly the size asked, and to thumbnails.</summary>
internal static class Picture
{
    private const int ThumbnailQuality = 82;
    private const int MostPixels = 50_000_000;

    private static ReadOnlySpan<byte> PngSignature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Whether this is a PNG of this size already, by its header.</summary>
    public static bool IsPng(ReadOnlySpan<byte> file, DrawSize size) => PngSizeOf(file) == size;

    /// <summary>The drawing as PNG of this size: scaled to cover it and cut evenly at the edges where its own size
    /// differs. Null when the bytes are no whole picture.</summary>
    public static Memory<byte>? ToPng(ReadOnlyMemory<byte> drawing, DrawSize size)
    {
        using var source = DecodeWhole(drawing.Span);
        if (source is null)
        {
            return null;
        }

        if (source.Width == size.Width && source.Height == size.Height)
        {
            return Encode(source, SKEncodedImageFormat.Png, 100);
        }

        using var target = new SKBitmap(
            new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
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

    /// <summary>A WebP of exactly this size, scaled to cover it and cut evenly at the edges.
    /// Null when the bytes are no picture.</summary>
    public static ReadOnlyMemory<byte>? Variant(ReadOnlySpan<byte> png, int width, int height)
    {
        using var source = SKBitmap.Decode(png);
        if (source is null)
        {
            return null;
        }

        using var target = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        Draw(source, target);
        return Encode(target, SKEncodedImageFormat.Webp, ThumbnailQuality);
    }

    /// <summary>The size written in a PNG's first chunk (PNG specification, 11.2.1),
    /// or null for another format.</summary>
    private static DrawSize? PngSizeOf(ReadOnlySpan<byte> bytes) => bytes.Length > 24 && bytes.StartsWith(PngSignature)
        ? new DrawSize(
            BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]))
        : null;

    private static void Draw(SKBitmap source, SKBitmap target)
    {
        var scale = Math.Max((float)target.Width / source.Width, (float)target.Height / source.Height);
        var (width, height) = (source.Width * scale, source.Height * scale);
        var (left, top) = ((target.Width - width) / 2, (target.Height - height) / 2);
        using var canvas = new SKCanvas(target);
        using var image = SKImage.FromBitmap(source);
        // Mipmaps when it shrinks, Mitchell's cubic when it grows: the pair that neither aliases nor blurs.
        var sampling = scale < 1
            ? new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear)
            : new SKSamplingOptions(SKCubicResampler.Mitchell);
        canvas.DrawImage(image, SKRect.Create(left, top, width, height), sampling);
    }

    // SKBitmap.Decode takes half a picture for a whole one, and pads it with grey.
    private static unsafe SKBitmap? DecodeWhole(ReadOnlySpan<byte> file)
    {
        fixed (byte* start = file)
        {
            using var data = SKData.Create((nint)start, file.Length);
            using var codec = SKCodec.Create(data);
            if (codec is null || (long)codec.Info.Width * codec.Info.Height > MostPixels)
            {
                return null;
            }

            var bitmap = new SKBitmap(
                new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
            if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) == SKCodecResult.Success)
            {
                return bitmap;
            }

            bitmap.Dispose();
            return null;
        }
    }

    private static Memory<byte> Encode(SKBitmap bitmap, SKEncodedImageFormat format, int quality)
    {
        using var data = bitmap.Encode(format, quality);
        return data.ToArray();
    }
}
