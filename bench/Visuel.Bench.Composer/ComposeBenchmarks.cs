using BenchmarkDotNet.Attributes;
using SkiaSharp;
using Visuel.Composer;
using Visuel.Composer.Png;

namespace Visuel.Bench.Composer;

/// <summary>One picture of 1024×1024 on one core, warm: the whole, and its PNG by itself.</summary>
[MemoryDiagnoser]
public class ComposeBenchmarks : IDisposable
{
    private readonly Illustrator illustrator = new();
    private SKBitmap? drawn;
    private int next;

    /// <summary>Titles of all types, taken in turn, so that every scene and palette counts.</summary>
    public static IReadOnlyList<CompositionBrief> Briefs { get; } =
    [
        new("Les meilleures pratiques du télétravail", null, "article"),
        new("Soldes d'été : -30 % sur les chaussures", null, "ad"),
        new("Our new coffee shop opens on Friday", null, "social"), new("Recette de tarte aux pommes", null, "article"),
        new("Cybersecurity for small business", null, "article"), new("Un week-end à la montagne", null, "image"),
        new("Concert de jazz samedi soir", null, "social"), new("How to save for retirement", null, "article"),
    ];

    /// <summary>Loads the data and draws once.</summary>
    [GlobalSetup]
    public void Warm()
    {
        illustrator.Warm();
        drawn = SKBitmap.Decode(illustrator.Compose(Briefs[0], 1024, 1024, 1).Png.ToArray());
    }

    /// <summary>Words to PNG.</summary>
    [Benchmark(Baseline = true)]
    public ComposedImage Compose() => illustrator.Compose(Briefs[next++ % Briefs.Count], 1024, 1024, next);

    /// <summary>The last step of it, by itself.</summary>
    [Benchmark]
    public ReadOnlyMemory<byte> Encode() => PngFile.Write(drawn!, "Software", "Visuel");

    /// <summary>Frees the picture.</summary>
    public void Dispose()
    {
        drawn?.Dispose();
        GC.SuppressFinalize(this);
    }
}
