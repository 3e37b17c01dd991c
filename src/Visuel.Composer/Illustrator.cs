using System.Globalization;
using SkiaSharp;
using Visuel.Composer.Chance;
using Visuel.Composer.Lettering;
using Visuel.Composer.Painting;
using Visuel.Composer.Palettes;
using Visuel.Composer.Png;
using Visuel.Composer.Scenes;
using Visuel.Composer.Understanding;

namespace Visuel.Composer;

/// <summary>
/// Draws an illustration from words, with no network, model or system font. It is a drawing made of pictograms and
/// shapes, never a photograph, and its files say so. It is thread-safe. The data is read once a process.
/// </summary>
public sealed class Illustrator
{
    /// <summary>Part of any cache key. It changes whenever the same brief would give other pixels.</summary>
    public const string Version = "composer-3";

    /// <summary>The smallest and largest width and height, in pixels.</summary>
    public const int SmallestSide = 256;

    /// <inheritdoc cref="SmallestSide"/>
    public const int LargestSide = 2048;

    /// <summary>The names of all scene families.</summary>
    public static IReadOnlyList<string> Scenes { get; } = [.. SceneCatalog.All.Select(scene => scene.Name)];

    /// <summary>The content types that a brief may name.</summary>
    public static IReadOnlyList<string> ContentTypes { get; } = [.. ContentHabits.All.Select(habits => habits.Name)];

    // Servers of one process, as in tests, share the data.
    private static readonly Lazy<Studio> Shared = new(() => new Studio());

    private readonly Lazy<Studio> studio = Shared;

    /// <summary>Loads the data and draws once, so that the first user does not wait half a second.</summary>
    public void Warm() => Compose(new CompositionBrief("Bienvenue", null, "image"), SmallestSide, SmallestSide, 0);

    /// <summary>
    /// Draws one picture. The same brief, size and seed give the same bytes in every process and on any number of
    /// threads; another seed gives another scene and palette. Where no word is recognised,
    /// the picture is a generic one.
    /// </summary>
    /// <param name="brief">What to illustrate.</param>
    /// <param name="width">In pixels, 256 to 2048. Every aspect ratio is composed anew, not cropped.</param>
    /// <param name="height">In pixels, 256 to 2048.</param>
    /// <param name="seed">Any number; consecutive ones differ visibly.</param>
    /// <param name="stop">Checked between reading, drawing and encoding.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is out of bounds.</exception>
    public ComposedImage Compose(
        CompositionBrief brief, int width, int height, long seed, CancellationToken stop = default) =>
        Trace(brief, width, height, seed, scene: null, stop).Image;

    /// <summary>The name of a concept in a language ("fr", else English); its id where the lexicon no longer has
    /// it.</summary>
    public string NameOfConcept(string concept, string language) => studio.Value.Lexicon.ConceptOf(concept) switch
    {
        null => concept,
        var known => IsFrench(language) ? known.French : known.English,
    };

    /// <summary>The name of a pictogram in a language ("fr", else English); its emoji where the library no longer has
    /// it.</summary>
    public string NameOfPictogram(string symbol, string language) =>
        studio.Value.Library.Find(symbol) is { } known
            && (IsFrench(language) ? known.French : known.English) is [var name, ..]
            ? name
            : symbol;

    /// <summary>The same picture with the place of everything on it, for tests. They may choose the scene.</summary>
    internal Traced Trace(
        CompositionBrief brief,
        int width,
        int height,
        long seed,
        string? scene = null,
        CancellationToken stop = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, SmallestSide);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, LargestSide);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, SmallestSide);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, LargestSide);
        stop.ThrowIfCancellationRequested();

        var subject = studio.Value.Reader.Read(brief, seed);
        var turn = unchecked((ulong)seed + subject.Fingerprint);
        var candidates = SceneChoice.Candidates(subject);
        var chosen = (scene is null ? null : SceneCatalog.Find(scene))
            ?? candidates[(int)(turn % (ulong)candidates.Count)];
        var palette = PaletteChoice.Choose(subject, turn, candidates.Count);
        palette = brief.Brand?.Dress(palette) ?? palette;
        subject = SceneChoice.LeadFor(chosen, subject);
        stop.ThrowIfCancellationRequested();

        using var bitmap = new SKBitmap(new SKImageInfo(width, height, Easel.Pixels, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        var dice = Fingerprint.Of(string.Create(CultureInfo.InvariantCulture, $"{subject.Fingerprint}|{seed}"));
        var size = new SKSize(width, height);
        var logo = LogoTag.Lay(brief.Logo, size, subject.Habits);
        var headline = Headline.Lay(brief.Title, studio.Value.Font, size, logo?.Box.Top ?? height, subject.Habits);
        var easel = new Easel(
            canvas, size, headline?.Rest ?? logo?.Rest ?? SKRect.Create(size), subject, palette,
            studio.Value.Library, dice);
        chosen.Paint(easel);
        headline?.Paint(canvas, palette);
        logo?.Paint(canvas, palette);
        canvas.Flush();
        stop.ThrowIfCancellationRequested();

        var shown = easel.Placements.OrderBy(placement => placement.IsHero ? 0 : 1)
            .Select(placement => placement.Symbol).Distinct(StringComparer.Ordinal).ToList();
        var png = PngFile.Write(bitmap, "Software", $"Visuel {Version} - offline illustration");
        var image = new ComposedImage(png, chosen.Name, palette.Name, subject.Concepts, shown)
        {
            HasTitle = headline is not null,
        };
        return new Traced(image, easel.Placements, headline?.Card, headline?.LineBoxes ?? [], logo?.Box);
    }

    /// <summary>A picture, and where things are on it, in pixels.</summary>
    internal sealed record Traced(
        ComposedImage Image, IReadOnlyList<Placement> Placements, SKRect? Card,
        IReadOnlyList<SKRect> Lines, SKRect? Logo);

    private static bool IsFrench(string language) => string.Equals(language, "fr", StringComparison.Ordinal);
}
