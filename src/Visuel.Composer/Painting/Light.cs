using SkiaSharp;
using Visuel.Composer.Palettes;

namespace Visuel.Composer.Painting;

/// <summary>Draws shadows and glows.</summary>
internal sealed class Light(SKCanvas canvas)
{
    private static readonly SKColor Dusk = new(20, 13, 45);

    /// <summary>The shadow where something touches the ground. It is a radial gradient, which takes a tenth of the time
    /// of a blur.</summary>
    public void Contact(float x, float y, float radiusX, float radiusY, float strength = .3f)
    {
        SKColor[] colours = [Dusk.Fade(strength), Dusk.Fade(strength * .55f), Dusk.Fade(0)];
        using var shader = SKShader.CreateRadialGradient(
            default, radiusX, colours, [0, .55f, 1], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { IsAntialias = true, Shader = shader };
        canvas.Save();
        canvas.Translate(x, y);
        canvas.Scale(1, radiusY / radiusX);
        canvas.DrawCircle(0, 0, radiusX, paint);
        canvas.Restore();
    }

    /// <summary>The blurred shadow below something that floats.</summary>
    public void Drop(SKRect shape, float cornerRadius, float blur, float below, float strength = .18f)
    {
        using var soft = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, blur);
        using var paint = new SKPaint { IsAntialias = true, Color = Dusk.Fade(strength), MaskFilter = soft };
        shape.Offset(0, below);
        canvas.DrawRoundRect(shape, cornerRadius, cornerRadius, paint);
    }

    public void Glow(float x, float y, float radius, SKColor colour, float strength)
    {
        var area = GradientSheet.Seen(canvas, new SKRect(x - radius, y - radius, x + radius, y + radius));
        if (!area.IsEmpty)
        {
            using var sheet = GradientSheet.Radial(area, new SKPoint(x, y), radius, colour.Fade(strength));
            canvas.DrawImage(sheet, area.Left, area.Top, SKSamplingOptions.Default);
        }
    }
}
