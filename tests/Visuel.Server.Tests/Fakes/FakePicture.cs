using System.Collections.Concurrent;
using SkiaSharp;
using Visuel.Core.Generation;

namespace Visuel.Server.Tests.Fakes;

/// <summary>What the fake draws when nothing else is scripted.</summary>
internal sealed record FakePicture
{
    /// <summary><c>png</c>, <c>jpeg</c> or <c>webp</c>; null obeys the request.</summary>
    public string? Format { get; init; }

    /// <summary>The colour of all of it; null for four quarters: red, green, blue and white,
    /// clockwise from the top left.</summary>
    public SKColor? Color { get; init; }

    /// <summary>The size; null obeys the request.</summary>
    public DrawSize? Size { get; init; }

    /// <summary>The file itself, whatever it is; null to draw one.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>How long drawing takes, by the fake's clock.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Whether the filter finds it indecent: a black image, marked.</summary>
    public bool IsBlackedOut { get; init; }
}

/// <summary>Draws pictures, each only once.</summary>
internal sealed class FakePictures
{
    private readonly ConcurrentDictionary<(string Format, DrawSize Size, SKColor? Color), Lazy<byte[]>> drawn = new();

    /// <summary>The file of a picture.</summary>
    public byte[] Draw(FakePicture picture, string format, DrawSize size)
    {
        var color = picture.IsBlackedOut ? SKColors.Black : picture.Color;
        return picture.Bytes ?? drawn.GetOrAdd((picture.Format ?? format, picture.Size ?? size, color), key => new(
            () => Paint(key.Format, key.Size, key.Color))).Value;
    }

    private static byte[] Paint(string format, DrawSize size, SKColor? color)
    {
        using var bitmap = new SKBitmap(size.Width, size.Height);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(color ?? SKColors.Red);
            if (color is null)
            {
                using var paint = new SKPaint();
                foreach (var (x, y, quarter) in new[]
                {
                    (1, 0, SKColors.Lime), (1, 1, SKColors.Blue), (0, 1, SKColors.White),
                })
                {
                    paint.Color = quarter;
                    canvas.DrawRect(
                        x * size.Width / 2f, y * size.Height / 2f, size.Width / 2f, size.Height / 2f, paint);
                }
            }
        }

        using var data = bitmap.Encode(Enum.Parse<SKEncodedImageFormat>(format, ignoreCase: true), 90);
        return data.ToArray();
    }
}
