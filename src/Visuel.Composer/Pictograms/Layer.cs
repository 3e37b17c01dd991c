using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using SkiaSharp;

namespace Visuel.Composer.Pictograms;

/// <summary>One filled or stroked path of a pictogram, as tools/pictograms wrote it:
/// [colour, path, {o, e, s, t}].</summary>
internal sealed record Layer(SKColor Colour, SKPath Path, float Opacity, float StrokeWidth)
{
    private static readonly Regex Numbers =
        new(@"-?[0-9]*\.?[0-9]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    public static Layer Read(JsonElement layer)
    {
        var path = SKPath.ParseSvgPathData(layer[1].GetString()!);
        if (layer.GetArrayLength() < 3)
        {
            return new Layer(SKColor.Parse(layer[0].GetString()!), path, 1, 0);
        }

        var extra = layer[2];
        if (extra.TryGetProperty("e", out _))
        {
            path.FillType = SKPathFillType.EvenOdd;
        }

        if (extra.TryGetProperty("t", out var transform))
        {
            path.Transform(Matrix(transform.GetString()!));
        }

        return new Layer(SKColor.Parse(layer[0].GetString()!), path, Number(extra, "o", 1), Number(extra, "s", 0));
    }

    public SKPaint Paint() => new()
    {
        Color = Colour.WithAlpha((byte)(Opacity * 255)),
        IsAntialias = true,
        Style = StrokeWidth > 0 ? SKPaintStyle.Stroke : SKPaintStyle.Fill,
        StrokeWidth = StrokeWidth,
        StrokeCap = SKStrokeCap.Round,
    };

    private static float Number(JsonElement extra, string name, float missing) =>
        extra.TryGetProperty(name, out var value) ? value.GetSingle() : missing;

    /// <summary>SVG's rotate(angle x y) or matrix(a b c d e f), the only two the source uses.</summary>
    private static SKMatrix Matrix(string transform)
    {
        var n = Numbers.Matches(transform).Select(match => float.Parse(match.Value, CultureInfo.InvariantCulture))
            .ToArray();
        return transform.StartsWith("rotate", StringComparison.Ordinal)
            ? SKMatrix.CreateRotationDegrees(n[0], n.Length > 1 ? n[1] : 0, n.Length > 2 ? n[2] : 0)
            : new SKMatrix(n[0], n[2], n[4], n[1], n[3], n[5], 0, 0, 1);
    }
}
