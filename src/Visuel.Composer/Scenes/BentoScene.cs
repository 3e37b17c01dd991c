using SkiaSharp;
using Visuel.Composer.Painting;
using Visuel.Composer.Palettes;
using Visuel.Composer.Pictograms;
using Visuel.Composer.Props;

namespace Visuel.Composer.Scenes;

/// <summary>Rounded tiles: a large one for the hero, small ones for companions and for plain
/// geometry between them.</summary>
internal sealed class BentoScene : IScene
{
    public string Name => "bento";

    public bool Suits(Pictogram hero) => true;

    public void Paint(Easel easel)
    {
        Backdrop.Plain(easel);
        var grid = TileGrid.Over(easel);
        var colours = Colours(easel);
        var hero = HeroTile(easel, grid);
        PaintHero(easel, grid, hero, colours);

        var free = grid.CellsBeside(hero).ToList();
        Shuffle(free, easel);
        var shown = Math.Min(easel.CompanionCount, Math.Max(4, (free.Count + 1) / 2));
        var first = easel.Dice.Below(TilePattern.Count);
        foreach (var (place, cell) in free.Index())
        {
            var box = grid.Box(cell.X, cell.Y, 1, 1);
            if (place < shown)
            {
                PaintCompanion(easel, box, grid.Radius, place);
            }
            else
            {
                var (front, back) = (colours[(first + place) % 4], colours[(first + place + 2) % 4]);
                TilePattern.Draw(
                    easel, box, grid.Radius, (cell.X + (2 * cell.Y) + first) % TilePattern.Count, front, back);
            }
        }
    }

    private static SKColor[] Colours(Easel easel)
    {
        var palette = easel.Palette;
        return palette.IsDark
            ? [palette.Strong, palette.Soft.Lighter(.08f), palette.Accent, palette.Spark, palette.Strong.Lighter(.75f)]
            : [palette.Strong, palette.Soft, palette.Accent, palette.Spark, SKColors.White];
    }

    private static SKRectI HeroTile(Easel easel, TileGrid grid)
    {
        var left = easel.Mirrored ? grid.Columns - 2 : 0;
        if (grid.Columns > 3 && easel.Dice.Below(5) < 2)
        {
            left = 1;
        }

        return SKRectI.Create(left, grid.Rows > 2 ? easel.Dice.Below(grid.Rows - 1) : 0, 2, 2);
    }

    private static void PaintHero(Easel easel, TileGrid grid, SKRectI tile, SKColor[] colours)
    {
        var box = grid.Box(tile.Left, tile.Top, tile.Width, tile.Height);
        var side = Math.Min(box.Width, box.Height);
        var colour = Easel.Backing(easel.Hero, colours);
        var isPale = colour.Luminance() > .8;
        easel.Brush.Rounded(box, grid.Radius * 1.2f, colour);
        easel.Brush.Inside(box, grid.Radius * 1.2f, () =>
            easel.Brush.Circle(
                box.MidX, box.MidY, side * .43f, isPale ? easel.Palette.Soft.Fade(.45f) : SKColors.White.Fade(.2f)));
        easel.Light.Contact(box.MidX, box.MidY + (side * .325f), side * .24f, side * .035f);
        Portrait.Float(easel, box.MidX, box.MidY, side * (easel.Hero.IsAtLaptop ? .78f : .6f));
    }

    private static void PaintCompanion(Easel easel, SKRect box, float radius, int place)
    {
        var (palette, companion) = (easel.Palette, easel.Companion(place));
        SKColor[] grounds = palette.IsDark
            ? [palette.Strong.Lighter(.84f), palette.Strong.Darker(.1f), palette.Soft.Lighter(.1f)]
            : [SKColors.White, palette.Soft.Lighter(.4f), palette.Strong.Lighter(.1f)];
        easel.Brush.Rounded(box, radius, Easel.Backing(companion, grounds));
        easel.Painter.Float(companion, box.MidX, box.MidY, Math.Min(box.Width, box.Height) * .58f);
    }

    private static void Shuffle(List<SKPointI> cells, Easel easel)
    {
        for (var i = cells.Count - 1; i > 0; i--)
        {
            var other = easel.Dice.Below(i + 1);
            (cells[i], cells[other]) = (cells[other], cells[i]);
        }
    }
}
