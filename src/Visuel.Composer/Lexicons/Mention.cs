namespace Visuel.Composer.Lexicons;

/// <summary>A concept found in a text.</summary>
/// <param name="Start">The place of its first word.</param>
/// <param name="Length">The number of words of its phrase.</param>
/// <param name="Denied">Whether the text denies it ("sans sucre"). A denied concept is not shown.</param>
internal sealed record Mention(Concept Concept, int Start, int Length, bool Denied);
