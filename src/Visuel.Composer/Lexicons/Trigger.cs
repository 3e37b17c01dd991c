using Visuel.Composer.Words;

namespace Visuel.Composer.Lexicons;

/// <summary>A phrase that calls a concept, as stems.</summary>
/// <param name="Texts">The same words as they are written, folded.</param>
/// <param name="Strict">True for a false friend, which counts only in a text of its own language.</param>
internal sealed record Trigger(IReadOnlyList<string> Stems, IReadOnlyList<string> Texts, Language Language, bool Strict, Concept Concept)
{
    public bool Speaks(Language language) => !Strict || language == Language.Unsure || language == Language;

    /// <summary>Whether a text of this language must hold the words as they are written: stems of one language are often words of the other ("gros plan" is no
    /// plane), while words that both use ("brunch", "cloud") are written alike.</summary>
    public bool IsForeign(Language language) => language is not Language.Unsure && language != Language;
}
