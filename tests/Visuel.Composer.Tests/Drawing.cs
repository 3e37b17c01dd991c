using Visuel.Composer.Painting;
using Visuel.Composer.Understanding;

namespace Visuel.Composer.Tests;

/// <summary>One illustrator for all tests, as a server has.</summary>
internal static class Drawing
{
    public static readonly Illustrator Illustrator = new();

    /// <summary>1:1, 4:5, 9:16, 16:9, 1.91:1 and 3:1, small.</summary>
    public static readonly (int Width, int Height)[] Formats =
        [(300, 300), (288, 360), (270, 480), (480, 270), (458, 256), (768, 256)];

    /// <summary>How many seeds a layout is traced with: 2, and 12 in "./test all".</summary>
    public static readonly int Seeds = Environment.GetEnvironmentVariable("VISUEL_TEST_ALL") is null ? 2 : 12;

    private static readonly Studio Studio = new();

    public static ComposedImage Compose(
        string words, string type = "image", long seed = 1, int width = 320, int height = 320) =>
        Illustrator.Compose(new CompositionBrief(words, null, type), width, height, seed);

    public static IReadOnlyList<Placement> Places(string words, string scene, long seed, int width, int height) =>
        Illustrator.Trace(new CompositionBrief(words, null, "image"), width, height, seed, scene).Placements;

    public static Subject Read(string words, string type = "image", long seed = 1, string? description = null) =>
        Studio.Reader.Read(new CompositionBrief(words, description, type), seed);

    /// <summary>The heroes that the seeds choose between.</summary>
    public static IEnumerable<string> Heroes(string words) =>
        Enumerable.Range(1, 4).Select(seed => Read(words, seed: seed).Hero.Symbol).Distinct();
}
