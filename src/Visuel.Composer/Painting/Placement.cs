using SkiaSharp;

namespace Visuel.Composer.Painting;

/// <summary>What stands where, in pixels: the tests' view of a picture.</summary>
/// <param name="Role">"hero", "companion" or "prop".</param>
internal sealed record Placement(string Role, string Symbol, SKRect Box);
