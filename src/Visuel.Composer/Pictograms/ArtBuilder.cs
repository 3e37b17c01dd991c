using System.Text.Json;
using SkiaSharp;

namespace Visuel.Composer.Pictograms;

/// <summary>Turns the layers of the pictogram file into a picture and its colours.</summary>
internal static class ArtBuilder
{
    // A colour below this share of the drawn area is a detail nobody confuses with the background.
    private const double NoticeableShare = .12;

    public static PictogramArt Build(JsonElement layers)
    {
        using var recorder = new SKPictureRecorder();
        var canvas = recorder.BeginRecording(new SKRect(-4, -4, 36, 36));
        using var silhouette = new SKPathBuilder();
        var bounds = SKRect.Empty;
        var areas = new Dictionary<SKColor, double>();
        foreach (var layer in layers.EnumerateArray().Select(Layer.Read))
        {
            using var paint = layer.Paint();
            canvas.DrawPath(layer.Path, paint);
            silhouette.AddPath(layer.Path);
            var box = layer.Path.TightBounds;
            bounds = bounds.IsEmpty ? box : SKRect.Union(bounds, box);
            areas[layer.Colour] = areas.GetValueOrDefault(layer.Colour) + (box.Width * box.Height * layer.Opacity);
            layer.Path.Dispose();
        }

        var outline = silhouette.Detach();
        outline.FillType = SKPathFillType.Winding;
        _ = outline.TightBounds; // computed now, so that threads sharing the path only read it
        return new PictogramArt(recorder.EndRecording(), bounds, outline, Mean(areas), Main(areas));
    }

    private static SKColor Mean(Dictionary<SKColor, double> areas)
    {
        var total = areas.Values.Sum();
        byte Average(Func<SKColor, byte> channel) => (byte)(areas.Sum(area => channel(area.Key) * area.Value) / total);
        return new SKColor(
            Average(colour => colour.Red), Average(colour => colour.Green), Average(colour => colour.Blue));
    }

    private static SKColor[] Main(Dictionary<SKColor, double> areas)
    {
        var total = areas.Values.Sum();
        return [.. areas.Where(area => area.Value > total * NoticeableShare).OrderByDescending(area => area.Value)
            .Take(4).Select(area => area.Key)];
    }
}
