using Visuel.Composer.Pictograms;

namespace Visuel.Composer.Understanding;

/// <summary>What was understood of a brief: everything a scene needs to be chosen and drawn.</summary>
/// <param name="Pictograms">The hero, then its companions; at least six, all different.</param>
/// <param name="Leads">Those who may be the hero; the seed chose one.</param>
/// <param name="Concepts">Ids of the lexicon, the leading one first; empty when none was found.</param>
/// <param name="Moods">The telling ones first.</param>
/// <param name="Scenes">Scene families in order of preference, all different.</param>
/// <param name="Colour">A colour the words ask for, as a palette's tag; null when none.</param>
/// <param name="Habits">How its content type is drawn.</param>
/// <param name="Fingerprint">Of the folded words and the type: the same for all seeds and sizes.</param>
internal sealed record Subject(
    IReadOnlyList<Pictogram> Pictograms,
    IReadOnlyList<Pictogram> Leads,
    IReadOnlyList<string> Concepts,
    IReadOnlyList<string> Moods,
    IReadOnlyList<string> Scenes,
    string? Colour,
    ContentHabits Habits,
    ulong Fingerprint)
{
    public Pictogram Hero => Pictograms[0];

    public Subject LedBy(Pictogram hero) =>
        this with { Pictograms = [hero, .. Pictograms.Where(pictogram => pictogram != hero)] };
}
