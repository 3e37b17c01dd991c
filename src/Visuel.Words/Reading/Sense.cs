namespace Visuel.Words;

/// <summary>One meaning of a word.</summary>
/// <param name="English">What is shown for it; "" where the word names nothing.</param>
/// <param name="French">The same in French.</param>
/// <param name="Context">Words in the singular that stand beside it; none for the usual meaning.</param>
internal sealed record Sense(string English, string French, IReadOnlySet<string> Context)
{
    /// <summary>The same without accents.</summary>
    public IReadOnlySet<string> PlainContext { get; } = Context.Select(Folding.Fold).ToHashSet(StringComparer.Ordinal);

    /// <summary>How many words of a text speak for it.</summary>
    public int Speakers(TitleContext text) => text.IsWithoutAccents
        ? PlainContext.Count(text.Words.Contains)
        : Context.Count(text.Words.Contains);
}

/// <summary>The words among which a title's words have their meaning.</summary>
/// <param name="Words">Those of title and description, in the singular.</param>
/// <param name="IsWithoutAccents">Whether none has an accent, so that accents may have been left out.</param>
internal sealed record TitleContext(IReadOnlySet<string> Words, bool IsWithoutAccents);

/// <summary>A word with several meanings.</summary>
/// <param name="Word">It, as the data knows it.</param>
/// <param name="Usual">What it means where nothing beside it says otherwise.</param>
/// <param name="Others">What else it means.</param>
internal sealed record Senses(string Word, Sense Usual, IReadOnlyList<Sense> Others)
{
    /// <summary>The meaning that the words of a text speak for.</summary>
    public Sense Among(TitleContext text) =>
        Others.MaxBy(sense => sense.Speakers(text)) is { } best && best.Speakers(text) > 0 ? best : Usual;
}
