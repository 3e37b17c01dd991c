using SkiaSharp;

namespace Visuel.Composer.Painting;

/// <summary>What stands where, in pixels: the tests' view of a picture.</summary>
internal sealed record Placement(bool IsHero, string Symbol, SKRect Box);
