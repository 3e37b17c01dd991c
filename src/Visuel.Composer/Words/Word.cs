namespace Visuel.Composer.Words;

/// <summary>One word of a text: as folded, and as stemmed.</summary>
/// <param name="HyphenBefore">True in "sugar-free" for "free": the two are one expression.</param>
internal sealed record Word(string Text, string Stem, bool HyphenBefore)
{
    /// <summary>Whether another is written alike, but for a plural's ending; words of one stem need not be.</summary>
    public bool IsWrittenLike(Word other) => Text.AsSpan().TrimEnd('s').SequenceEqual(other.Text.AsSpan().TrimEnd('s'));
}
