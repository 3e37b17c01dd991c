namespace Visuel.Composer.Lexicons;

/// <summary>One line of the lexicon: a subject that a title may have, and the pictograms that show it.</summary>
/// <param name="Circumstance">Whether it is a season, a sale or a guide, which leads only where the title has no
/// concrete subject.</param>
/// <param name="Heroes">Main pictograms; the seed chooses between the first two.</param>
/// <param name="French">Its French name: its first French trigger.</param>
/// <param name="English">Its English name: its first English trigger.</param>
/// <param name="Satellites">Companions, the most important first.</param>
internal sealed record Concept(
    string Id,
    bool Circumstance,
    string French,
    string English,
    IReadOnlyList<string> Heroes,
    IReadOnlyList<string> Satellites,
    IReadOnlyList<string> Moods,
    IReadOnlyList<string> Scenes);
