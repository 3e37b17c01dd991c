using SkiaSharp;
using Visuel.Composer.Painting;

namespace Visuel.Composer.Props;

/// <summary>Paper bits over the whole picture, never on top of what is already there.</summary>
internal static class Confetti
{
    private const int TriesEach = 8;

    public static void Scatter(Easel easel, int count, List<SKRect> taken, IReadOnlyList<SKColor> colours)
    {
        var edge = 24 * easel.Unit;
        for (int placed = 0, tries = 0; placed < count && tries < count * TriesEach; tries++)
        {
            var x = easel.Dice.Between(edge, easel.Size.Width - edge);
            var y = easel.Dice.Between(edge, easel.Size.Height - edge);
            var (size, degrees) = (easel.Dice.Between(9, 17) * easel.Unit, easel.Dice.Between(0, 180));
            var (colour, shape) = (easel.Dice.Pick(colours), easel.Dice.Below(3));
            if (taken.Exists(box => box.Contains(x, y)))
            {
                continue;
            }

            placed++;
            taken.Add(new SKRect(x - (size * 2.4f), y - (size * 2.4f), x + (size * 2.4f), y + (size * 2.4f)));
            easel.Brush.Turned(degrees, x, y, () => Bit(easel.Brush, x, y, size, shape, colour));
        }
    }

    private static void Bit(Brush brush, float x, float y, float size, int shape, SKColor colour)
    {
        switch (shape)
        {
            case 0:
                brush.Circle(x, y, size * .5f, colour);
                break;
            case 1:
                brush.Rounded(new SKRect(x - size, y - (size * .32f), x + size, y + (size * .32f)), size * .2f, colour);
                break;
            default:
                using (var triangle = Shapes.Polygon(
                    new(x, y - (size * .7f)), new(x + (size * .65f), y + (size * .5f)),
                    new(x - (size * .65f), y + (size * .5f))))
                {
                    brush.Fill(triangle, colour);
                }

                break;
        }
    }
}
