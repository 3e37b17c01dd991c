using SkiaSharp;

namespace Visuel.Composer.Painting;

/// <summary>The place of a pictogram on a picture, in pixels. Tests read it.</summary>
internal sealed record Placement(bool IsHero, string Symbol, SKRect Box);
