using Visuel.Composer.Chance;
using Visuel.Composer.Understanding;

namespace Visuel.Composer.Palettes;

/// <summary>Ranks the palettes for a subject and lets the seed walk through the best ones, so that neighbours differ.</summary>
internal static class PaletteChoice
{
    private const int Finalists = 6;

    /// <param name="turn">Counts up by one or two from one seed to the next.</param>
    public static Palette Choose(Subject subject, ulong turn)
    {
        var ranked = PaletteCatalog.All
            .OrderByDescending(palette => Score(palette, subject))
            .ThenBy(palette => palette.Name, StringComparer.Ordinal)
            .ToList();
        var asked = ranked.Where(palette => subject.Colour is { } colour && palette.Has(colour)).ToList();
        var finalists = asked.Count >= 2 ? asked : ranked.Take(Finalists).ToList();
        return finalists[(int)(turn % (ulong)finalists.Count)];
    }

    private static double Score(Palette palette, Subject subject)
    {
        // A steady leaning of its own for each title, so that two titles of one mood do not share their list.
        var leaning = new Dice(subject.Fingerprint ^ Fingerprint.Of(palette.Name)).Between(0, .9f);
        var moods = subject.Moods.Select((mood, place) => palette.Has(mood) ? 1.6 / (1 + (.35 * place)) : 0).Sum();
        var asked = subject.Colour is { } colour && palette.Has(colour) ? 20 : 0;
        return moods + leaning + asked + Habit(palette, subject.ContentType);
    }

    // An article is read, so it is pale; an advertisement is glanced at, so it is loud.
    private static double Habit(Palette palette, string contentType) => contentType switch
    {
        "ad" => palette.IsDark || palette.Has("vivid") ? .6 : 0,
        "article" => palette.IsDark || palette.Has("vivid") ? -.7 : .3,
        _ => 0,
    };
}
