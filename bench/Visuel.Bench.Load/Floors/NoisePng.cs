using SkiaSharp;

namespace Visuel.Bench.Load.Floors;

/// <summary>A picture as heavy as real ones: 1024×1024, some bits of noise in two channels, about 1.5 MB as PNG, the
/// same in every run.</summary>
internal static class NoisePng
{
    /// <summary>The least bytes an answer with this picture as base64 can have.</summary>
    public const int LeastAnswer = Lightest / 3 * 4;

    private const int Lightest = 1_400_000;
    private const int Heaviest = 1_700_000;

    /// <summary>The file.</summary>
    public static byte[] Make()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(1024, 1024, SKColorType.Rgba8888, SKAlphaType.Opaque));
#pragma warning disable CA5394 // Noise for a picture, the same each time.
        var chance = new Random(7);
        var pixels = bitmap.GetPixelSpan();
        for (var at = 0; at < pixels.Length; at += 4)
        {
            (pixels[at], pixels[at + 1], pixels[at + 2], pixels[at + 3]) =
                ((byte)chance.Next(64), (byte)chance.Next(2), 90, 255);
        }
#pragma warning restore CA5394

        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.Size is > Lightest and < Heaviest
            ? data.ToArray()
            : throw new BenchException(
                FormattableString.Invariant($"The picture has {data.Size} bytes, not about 1.5 MB."));
    }
}
