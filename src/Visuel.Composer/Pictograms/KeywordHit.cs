namespace Visuel.Composer.Pictograms;

/// <param name="Weight">How surely the word means this pictogram: about 4 for its name, 1 for one of its tags.</param>
/// <param name="IsName">True when the word is the whole name, in one of the languages.</param>
internal sealed record KeywordHit(Pictogram Pictogram, float Weight, bool IsName);
