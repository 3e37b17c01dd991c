namespace Visuel.Composer.Lexicons;

/// <summary>A concept found in a text.</summary>
/// <param name="Start">The place of its first word.</param>
/// <param name="Length">How many words called it.</param>
/// <param name="Denied">True when the text sets it aside ("sans sucre"): then it must not be shown.</param>
internal sealed record Mention(Concept Concept, int Start, int Length, bool Denied);
