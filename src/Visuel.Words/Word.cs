namespace Visuel.Words;

/// <summary>One word of a text, folded and stemmed.</summary>
/// <param name="Written">As it was written.</param>
/// <param name="Spelling">In lower case, with its accents.</param>
/// <param name="Before">The signs between the word before and this one.</param>
/// <param name="EndsInAcute">True where it was written with a final é, és, ée or ées.</param>
public sealed record Word(
    string Text, string Stem, string Written, string Spelling, string Before, bool EndsInAcute)
{
    /// <summary>True in "sugar-free" for "free": the two are one expression.</summary>
    public bool HyphenBefore => Before is [.., '-' or '\u2010' or '\u2011'];

    /// <summary>Whether this word of a title is a form of a word of a phrase. "fermée" is no form of "ferme"; but
    /// "marche" in "marche de Noël" may be "marché" whose accent was not typed.</summary>
    public bool IsFormOf(Word wanted) =>
        string.Equals(Stem, wanted.Stem, StringComparison.Ordinal) && (!EndsInAcute || wanted.EndsInAcute);

    /// <summary>Whether another word is written alike, apart from the s of a plural. Words with the same stem need not
    /// be.</summary>
    public bool IsWrittenLike(Word other) => Text.AsSpan().TrimEnd('s').SequenceEqual(other.Text.AsSpan().TrimEnd('s'));
}
