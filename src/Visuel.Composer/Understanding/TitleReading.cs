using Visuel.Composer.Lexicons;
using Visuel.Composer.Pictograms;

namespace Visuel.Composer.Understanding;

/// <summary>What one text (the title, or the description too) was found to speak of.</summary>
/// <param name="Mentions">Concepts, the leading one first.</param>
/// <param name="Hits">Pictograms named by words no concept explains, the surest first.</param>
/// <param name="DeniedHits">Pictograms named by the words the text sets aside.</param>
internal sealed record TitleReading(
    IReadOnlyList<Mention> Mentions,
    IReadOnlyList<KeywordHit> Hits,
    IReadOnlyList<KeywordHit> DeniedHits,
    string? Colour);
