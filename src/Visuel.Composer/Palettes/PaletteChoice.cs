using Visuel.Composer.Chance;
using Visuel.Composer.Understanding;

namespace Visuel.Composer.Palettes;

/// <summary>Ranks the palettes for a subject. Consecutive seeds take the best ones in turn, so that they
/// differ.</summary>
internal static class PaletteChoice
{
    private const int Fewest = 4;
    private const int Most = 6;

    /// <param name="turn">A number that grows by one from one seed to the next.</param>
    /// <param name="scenes">The number of scenes, which the same number chooses among.</param>
    public static Palette Choose(Subject subject, ulong turn, int scenes)
    {
        var ranked = PaletteCatalog.All
            .OrderByDescending(palette => Score(palette, subject))
            .ThenBy(palette => palette.Name, StringComparer.Ordinal)
            .ToList();
        var inMood = ranked.Where(palette => subject.Moods.Any(palette.Has)).ToList();
        var asked = ranked.Where(palette => subject.Colour is { } colour && palette.Has(colour)).ToList();
        var finalists = asked.Count >= 2
            ? asked
            : [.. inMood.Concat(ranked).Distinct().Take(Math.Clamp(inMood.Count, Fewest, Most))];

        // Scenes and palettes both follow the turn. If their numbers have a common divisor, some pairs would never
        // occur, so the palette moves on by one after each full cycle.
        var cycle = (ulong)(scenes * finalists.Count / GreatestCommonDivisor(scenes, finalists.Count));
        return finalists[(int)(unchecked(turn + (turn / cycle)) % (ulong)finalists.Count)];
    }

    private static int GreatestCommonDivisor(int one, int other) =>
        other == 0 ? one : GreatestCommonDivisor(other, one % other);

    private static double Score(Palette palette, Subject subject)
    {
        // A small preference that is fixed for each title, so that two titles of one mood get different palettes.
        var leaning = new Dice(subject.Fingerprint ^ Fingerprint.Of(palette.Name)).Between(0, .9f);
        var moods = subject.Moods.Select((mood, place) => palette.Has(mood) ? 1.6 / (1 + (.35 * place)) : 0).Sum();
        var asked = subject.Colour is { } colour && palette.Has(colour) ? 20 : 0;
        return moods + leaning + asked + (palette.IsDark || palette.Has("vivid")
            ? subject.Habits.LoudPalettes
            : subject.Habits.CalmPalettes);
    }
}
