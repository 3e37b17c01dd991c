namespace Visuel.Composer.Lexicons;

/// <summary>One line of the lexicon: what a title may be about and what shows it.</summary>
/// <param name="Circumstance">True for a season, a sale or a guide, which leads only where nothing concrete does.</param>
/// <param name="Heroes">Main pictograms; the seed chooses between the first two.</param>
/// <param name="French">What to call it, by its first French trigger.</param>
/// <param name="English">By its first English one.</param>
/// <param name="Satellites">Companions, the most telling first.</param>
internal sealed record Concept(
    string Id,
    bool Circumstance,
    string French,
    string English,
    IReadOnlyList<string> Heroes,
    IReadOnlyList<string> Satellites,
    IReadOnlyList<string> Moods,
    IReadOnlyList<string> Scenes);
