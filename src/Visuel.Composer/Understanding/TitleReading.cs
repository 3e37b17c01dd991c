using Visuel.Composer.Lexicons;
using Visuel.Composer.Pictograms;

namespace Visuel.Composer.Understanding;

/// <summary>What one text (the title, or the description too) was found to speak of.</summary>
/// <param name="Mentions">Concepts, the leading one first.</param>
/// <param name="Hits">Pictograms named by words no concept explains, the surest first.</param>
/// <param name="LeadingHit">A thing named outright before any concept:
/// "Un renard dans la forêt" is about the fox.</param>
/// <param name="NamedHero">The leading concept's own pictogram that its words name: of seafood, "huîtres" is the
/// oyster. Null where they name none, or several.</param>
/// <param name="DeniedHits">Pictograms named by the words the text sets aside.</param>
internal sealed record TitleReading(
    IReadOnlyList<Mention> Mentions,
    IReadOnlyList<KeywordHit> Hits,
    KeywordHit? LeadingHit,
    string? NamedHero,
    IReadOnlyList<KeywordHit> DeniedHits,
    string? Colour);
