using SkiaSharp;
using Visuel.Composer.Painting;

namespace Visuel.Composer.Props;

/// <summary>A grid of nearly square tiles that fills the frame, whatever its format.</summary>
internal sealed record TileGrid(SKRect Frame, int Columns, int Rows, float Gap)
{
    public float Radius => Math.Min(TileWidth, TileHeight) * .17f;

    private float TileWidth => (Frame.Width - (Gap * (Columns - 1))) / Columns;

    private float TileHeight => (Frame.Height - (Gap * (Rows - 1))) / Rows;

    public static TileGrid Over(Easel easel)
    {
        // Four tiles on the short side of a square, and fewer where the long side has room for many.
        var short4 = Math.Max(easel.Wide, easel.Tall) switch { < 1.4f => 4, < 2.2f => 3, _ => 2 };
        var tile = easel.Side / short4;
        var columns = Math.Max(2, (int)MathF.Round(easel.Frame.Width / tile));
        var rows = Math.Max(2, (int)MathF.Round(easel.Frame.Height / tile));
        return new TileGrid(easel.Frame, columns, rows, 16 * easel.Unit);
    }

    public SKRect Box(int column, int row, int width, int height) => SKRect.Create(
        Frame.Left + (column * (TileWidth + Gap)),
        Frame.Top + (row * (TileHeight + Gap)),
        (width * TileWidth) + ((width - 1) * Gap),
        (height * TileHeight) + ((height - 1) * Gap));

    public IEnumerable<SKPointI> CellsBeside(SKRectI taken) =>
        from row in Enumerable.Range(0, Rows)
        from column in Enumerable.Range(0, Columns)
        where column < taken.Left || column >= taken.Right || row < taken.Top || row >= taken.Bottom
        select new SKPointI(column, row);
}
