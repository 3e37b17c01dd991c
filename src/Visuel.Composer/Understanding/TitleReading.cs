using Visuel.Composer.Lexicons;
using Visuel.Composer.Pictograms;

namespace Visuel.Composer.Understanding;

/// <summary>What one text (the title, or the description too) was found to speak of.</summary>
/// <param name="Mentions">Concepts, the leading one first.</param>
/// <param name="Hits">Pictograms named by words no concept explains, the surest first.</param>
/// <param name="LeadingHit">A thing named outright before any concept: "Un renard dans la forêt" is about the fox.</param>
/// <param name="DeniedHits">Pictograms named by the words the text sets aside.</param>
internal sealed record TitleReading(
    IReadOnlyList<Mention> Mentions,
    IReadOnlyList<KeywordHit> Hits,
    KeywordHit? LeadingHit,
    IReadOnlyList<KeywordHit> DeniedHits,
    string? Colour);
