using SkiaSharp;
using Visuel.Composer.Painting;
using Visuel.Composer.Scenes;

namespace Visuel.Composer.Tests;

public sealed class LayoutTests
{
    private static readonly (int Width, int Height)[] Formats =
        [(256, 256), (480, 480), (270, 480), (384, 480), (480, 270), (573, 300), (750, 256), (256, 768)];
    private static readonly string[] Titles =
        ["Les meilleures pratiques du télétravail", "Pizza party", "Lancement de notre startup", "Girafe", ""];

    public static TheoryData<string> SceneNames => [.. SceneCatalog.All.Select(scene => scene.Name)];

    [Theory]
    [MemberData(nameof(SceneNames))]
    public void Nothing_leaves_the_canvas_and_nothing_covers_another(string scene)
    {
        var faults = new List<string>();
        foreach (var (width, height) in Formats)
        {
            foreach (var title in Titles)
            {
                for (var seed = 1; seed <= Drawing.Seeds; seed++)
                {
                    var places = Drawing.Places(title, scene, seed, width, height);
                    var outside = places.Where(place => !SKRect.Create(width, height).Contains(place.Box))
                        .Select(place => $"{place.Symbol} leaves");
                    var heroes = places.Count(place => place.IsHero) == 1 ? [] : (string[])["not one hero"];
                    faults.AddRange(outside.Concat(heroes).Concat(Overlaps(places))
                        .Select(fault => $"{width}x{height} seed {seed} '{title}': {fault}"));
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory]
    [InlineData(256, 256)]
    [InlineData(1024, 1024)]
    [InlineData(1080, 1920)]
    [InlineData(1500, 500)]
    [InlineData(2048, 2048)]
    public void A_picture_has_the_size_it_was_asked(int width, int height)
    {
        using var bitmap = SKBitmap.Decode(
            Drawing.Compose("Voyage en train", "social", 2, width, height).Png.ToArray());
        Assert.Equal((width, height), (bitmap.Width, bitmap.Height));
    }

    /// <summary>Pairs whose boxes share more than a sliver: round badges and turned cards have empty corners.</summary>
    private static IEnumerable<string> Overlaps(IReadOnlyList<Placement> places)
    {
        for (var i = 0; i < places.Count; i++)
        {
            for (var j = i + 1; j < places.Count; j++)
            {
                var shared = SKRect.Intersect(places[i].Box, places[j].Box);
                var smaller = Math.Min(Area(places[i].Box), Area(places[j].Box));
                if (!shared.IsEmpty && Area(shared) > smaller * .04f)
                {
                    yield return $"{places[i].Symbol} and {places[j].Symbol} share {Area(shared) / smaller:P0}";
                }
            }
        }
    }

    private static float Area(SKRect box) => box.Width * box.Height;
}
