using Visuel.Composer.Painting;
using Visuel.Composer.Palettes;
using Visuel.Composer.Pictograms;
using Visuel.Composer.Props;

namespace Visuel.Composer.Scenes;

/// <summary>A tilted phone with the hero in its application, small interface cards floating around it.</summary>
internal sealed class DeviceScene : IScene
{
    // A phone or a laptop on the screen of a phone shows no subject.
    private const string OtherScreens = "📱📲💻🖥";

    public string Name => "device";

    public bool Suits(Pictogram hero) => !hero.IsOneOf(OtherScreens);

    public void Paint(Easel easel)
    {
        Backdrop.WithMotif(easel);
        var (palette, x, y, side) = (easel.Palette, easel.Frame.MidX, easel.Frame.MidY, easel.Side);
        if (palette.IsDark)
        {
            easel.Light.Glow(x, y, side * .62f, palette.Strong.Lighter(.2f), .5f);
        }

        easel.Brush.Circle(
            x, y, side * .43f, (palette.IsDark ? palette.Strong : palette.Soft).Fade(palette.IsDark ? .5f : .6f));
        easel.Brush.Ring(x, y, side * .485f, 2.5f * easel.Unit, palette.Line.Fade(.2f));
        var height = Math.Min(easel.Frame.Height * .95f, side * (easel.Tall > 1.4f ? 1.15f : .95f));
        easel.Brush.Turned(4 * easel.Way, x, y, () => Phone.Draw(easel, x, y, height));

        var reach = Math.Max(height * .27f, (easel.Frame.Width / 2) - (side * .145f));
        reach = Math.Min(reach, side * .6f);
        var rise = height * .29f;
        InterfaceCard.Draw(
            easel, x - (reach * easel.Way), y - rise, side * .26f, easel.Companion(0), InterfaceCardKind.Lines);
        InterfaceCard.Draw(
            easel, x + (reach * easel.Way), y - (rise * .1f), side * .26f, easel.Companion(1), InterfaceCardKind.Bars);
        InterfaceCard.Draw(
            easel, x - (reach * easel.Way), y + rise, side * .26f, easel.Companion(2), InterfaceCardKind.Lines);
        easel.Painter.Badge(easel.Companion(3), x + (reach * .95f * easel.Way), y - (height * .37f), side * .14f);
        Ornaments.Sparkle(easel, x + (reach * easel.Way), y + (height * .32f), 26 * easel.Unit, palette.Accent);
        Ornaments.Sparkle(easel, x - (reach * 1.05f * easel.Way), y, 18 * easel.Unit, palette.Spark);
    }
}
