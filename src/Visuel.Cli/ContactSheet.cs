using SkiaSharp;

namespace Visuel.Cli;

/// <summary>Many pictures of one size, small, side by side: six in a row, in the order they come.</summary>
internal sealed class ContactSheet : IDisposable
{
    private const int Columns = 6;
    private const int CellWidth = 320;
    private const int Gap = 12;

    private readonly SKSurface surface;
    private readonly int cellHeight;
    private int count;

    /// <summary>An empty sheet.</summary>
    /// <param name="pictures">How many there will be.</param>
    /// <param name="width">The width of each, in pixels.</param>
    /// <param name="height">Its height.</param>
    public ContactSheet(int pictures, int width, int height)
    {
        cellHeight = CellWidth * height / width;
        var rows = Math.Max(1, (pictures + Columns - 1) / Columns);
        surface = SKSurface.Create(new SKImageInfo(
            (Columns * (CellWidth + Gap)) + Gap, (rows * (cellHeight + Gap)) + Gap,
            SKColorType.Rgba8888, SKAlphaType.Opaque));
        surface.Canvas.Clear(SKColors.White);
    }

    /// <summary>Puts the next picture on it.</summary>
    public void Add(ReadOnlySpan<byte> png)
    {
        using var picture = SKImage.FromEncodedData(png);
        var (column, row) = (count % Columns, count / Columns);
        var place = SKRect.Create(
            Gap + (column * (CellWidth + Gap)), Gap + (row * (cellHeight + Gap)), CellWidth, cellHeight);
        surface.Canvas.DrawImage(picture, place, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        count++;
    }

    /// <summary>The sheet as PNG.</summary>
    public ReadOnlyMemory<byte> Encode()
    {
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    public void Dispose() => surface.Dispose();
}
