using SkiaSharp;
using Visuel.Composer.Painting;

namespace Visuel.Composer.Props;

/// <summary>A row of houses across the picture, lower in the middle, where the hero stands.</summary>
internal static class Houses
{
    /// <param name="lowest">Of the frame's height.</param>
    /// <param name="highest">Of the frame's height.</param>
    public static void Row(Easel easel, float ground, float lowest, float highest, SKColor wall, SKColor light)
    {
        var tallest = Math.Min(easel.Frame.Height, easel.Side * 1.5f);
        for (var left = -20 * easel.Unit; left < easel.Size.Width;)
        {
            var width = easel.Dice.Between(.1f, .155f) * easel.Side;
            var fromMiddle = Math.Min(1, MathF.Abs(left + (width / 2) - easel.Frame.MidX) / (easel.Side * .5f));
            var height = tallest * easel.Dice.Between(lowest, highest) * (.5f + (.5f * fromMiddle));
            var house = SKRect.Create(left, ground - height, width, height + 2);
            Roof(easel, house, wall);
            easel.Brush.Rectangle(house, wall);
            Windows(easel, house, light);
            left += width + (easel.Dice.Between(2, 12) * easel.Unit);
        }
    }

    private static void Roof(Easel easel, SKRect house, SKColor wall)
    {
        var width = house.Width;
        switch (easel.Dice.Below(4))
        {
            case 0:
                using (var slope = Shapes.Polygon(new(house.Left, house.Top + 1), new(house.Right, house.Top + 1), new(
                    house.Right, house.Top - (width * .3f))))
                {
                    easel.Brush.Fill(slope, wall);
                }

                break;
            case 1:
                easel.Brush.Rectangle(
                    SKRect.Create(house.MidX - (width * .04f), house.Top - (width * .4f), width * .08f, width * .42f),
                    wall);
                break;
            case 2:
                easel.Brush.Rectangle(
                    SKRect.Create(house.Left + (width * .2f), house.Top - (width * .13f), width * .6f, width * .15f),
                    wall);
                break;
            default:
                break;
        }
    }

    private static void Windows(Easel easel, SKRect house, SKColor light)
    {
        var pane = house.Width * .15f;
        for (var y = house.Top + (pane * 1.1f); y < house.Bottom - (pane * 2); y += pane * 1.9f)
        {
            for (var column = 0; column < 3; column++)
            {
                if (easel.Dice.Fraction() < .65f)
                {
                    easel.Brush.Rounded(
                        SKRect.Create(house.Left + (house.Width * (.14f + (column * .28f))), y, pane, pane),
                        2 * easel.Unit, light);
                }
            }
        }
    }
}
