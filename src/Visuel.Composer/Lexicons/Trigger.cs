using Visuel.Composer.Words;

namespace Visuel.Composer.Lexicons;

/// <summary>A phrase that calls a concept, as stems.</summary>
/// <param name="Strict">True for a false friend, which counts only in a text of its own language.</param>
internal sealed record Trigger(IReadOnlyList<string> Stems, Language Language, bool Strict, Concept Concept)
{
    public bool Speaks(Language language) => !Strict || language == Language.Unsure || language == Language;
}
