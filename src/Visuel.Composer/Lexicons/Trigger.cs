using Visuel.Words;

namespace Visuel.Composer.Lexicons;

/// <summary>A phrase that stands for a concept.</summary>
/// <param name="Strict">True for a false friend, which counts only in a text of its own language.</param>
internal sealed record Trigger(IReadOnlyList<Word> Words, Language Language, bool Strict, Concept Concept)
{
    /// <summary>Its words' stems, in order.</summary>
    public IReadOnlyList<string> Stems { get; } = [.. Words.Select(word => word.Stem)];

    public bool Speaks(Language language) => !Strict || !IsForeign(language);

    /// <summary>Whether a text of this language must contain the words as they are written. Stems of one language are
    /// often words of the other ("gros plan" is no plane), while words that both languages use ("brunch", "cloud") are
    /// written alike.</summary>
    public bool IsForeign(Language language) => Language.IsForeignIn(language);
}
