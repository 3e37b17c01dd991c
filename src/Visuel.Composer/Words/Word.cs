namespace Visuel.Composer.Words;

/// <summary>One word of a text: as folded, and as stemmed.</summary>
/// <param name="HyphenBefore">True in "sugar-free" for "free": the two are one expression.</param>
internal sealed record Word(string Text, string Stem, bool HyphenBefore);
