namespace Visuel.Composer;

/// <summary>What to illustrate.</summary>
/// <param name="Words">The title, or the user's own words.</param>
/// <param name="Description">More words, which count less than the title's; null when there are none.</param>
/// <param name="ContentType">"article", "social", "ad" or "image"; anything else is treated as "image".</param>
public sealed record CompositionBrief(string Words, string? Description, string ContentType);
