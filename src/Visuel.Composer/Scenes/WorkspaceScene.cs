using SkiaSharp;
using Visuel.Composer.Painting;
using Visuel.Composer.Palettes;
using Visuel.Composer.Pictograms;
using Visuel.Composer.Props;

namespace Visuel.Composer.Scenes;

/// <summary>A room with a window, a shelf and a desk. A person as hero works there; a thing is on the screen.</summary>
internal sealed class WorkspaceScene : IScene
{
    // Drawn by the room itself.
    private const string AlreadyThere = "🪴💻🖥";

    public string Name => "workspace";

    public bool Suits(Pictogram hero) => true;

    public void Paint(Easel easel)
    {
        var room = Room.In(easel);
        Wall(easel, room);
        Window.Draw(easel, SKRect.Create(
            room.X(.19f) - (room.WindowWidth / 2), room.Y(.03f), room.WindowWidth, room.Height * .46f));
        var companions = Enumerable.Range(0, easel.CompanionCount).Select(easel.Companion)
            .Where(companion => !companion.IsOneOf(AlreadyThere)).ToList();
        Shelf.Draw(easel, room.X(.81f), room.Y(.235f), room.ShelfWidth, companions.Skip(1).Take(3).ToList());
        if (room.Headroom > easel.Side * .2f)
        {
            Lamp.Draw(easel, easel.Frame.MidX, room.Y(.02f), easel.Side * .26f);
        }

        if (easel.Hero.IsPerson || easel.Hero.IsOneOf("💻🖥"))
        {
            Colleague.Draw(easel, easel.Frame.MidX, room.DeskTop, easel.Side * .55f);
            Desk.Draw(easel, room.DeskBox, easel.Size.Height);
            Laptop.DrawFromBehind(easel, easel.Frame.MidX, room.DeskTop, easel.Side * .31f);
        }
        else
        {
            Desk.Draw(easel, room.DeskBox, easel.Size.Height);
            Laptop.Draw(easel, easel.Frame.MidX, room.DeskTop, easel.Side * .46f, easel.Hero);
        }

        OnDesk(easel, room, companions);
    }

    private static void Wall(Easel easel, Room room)
    {
        Backdrop.Plain(easel);
        var palette = easel.Palette;
        using (var pebble = Shapes.Pebble(
            easel.Frame.MidX, room.Y(.45f),
            Math.Max(easel.Side * .46f, room.DeskBox.Width * .38f), .06f, 8, easel.Dice))
        {
            easel.Brush.Fill(pebble, palette.Soft.Fade(palette.IsDark ? .5f : .38f));
        }

        var skirting = room.DeskTop + (easel.Side * .1f);
        easel.Brush.Rectangle(
            new SKRect(0, skirting, easel.Size.Width, easel.Size.Height),
            palette.IsDark ? palette.BackTop.Darker(.25f) : palette.BackBottom.Toward(palette.Strong, .18f));
        easel.Brush.Rectangle(
            new SKRect(0, skirting, easel.Size.Width, skirting + (7 * easel.Unit)),
            SKColors.White.Fade(palette.IsDark ? .12f : .5f));
    }

    private static void OnDesk(Easel easel, Room room, List<Pictogram> companions)
    {
        var plant = easel.Library.Get("🪴");
        var reach = room.DeskBox.Width * .41f;
        easel.Painter.Stand(plant, easel.Frame.MidX + (reach * easel.Way), room.DeskTop + 1, easel.Side * .27f);
        if (companions.Count > 0)
        {
            easel.Painter.Stand(
                companions[0], easel.Frame.MidX - (reach * easel.Way), room.DeskTop + 1, easel.Side * .17f);
        }
    }
}
