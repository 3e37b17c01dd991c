namespace Visuel.Words;

/// <summary>Tells French from English by the little words, for the false friends:
/// pain, chat, car, sale, location.</summary>
public static class LanguageGuess
{
    private static readonly HashSet<string> French = new(StringComparer.Ordinal)
    {
        "le", "la", "les", "l", "un", "une", "des", "du", "de", "d", "et", "est", "pour", "avec", "sans", "vos",
        "votre", "nos", "notre", "comment", "pourquoi", "dans", "sur", "aux", "au", "en", "ce", "cet", "cette", "qui",
        "que", "qu", "quel", "quelle", "mon", "ma", "mes", "son", "sa", "ses", "plus", "chez", "par", "ou", "sont",
        "je", "vous", "nous", "il", "elle",
    };

    private static readonly HashSet<string> English = new(StringComparer.Ordinal)
    {
        "of", "and", "to", "in", "for", "with", "without", "your", "our", "how", "why", "what", "is", "are", "from",
        "by", "at", "my", "this", "that", "you", "we", "or", "who", "when", "which", "than", "an", "be", "it",
        "not", "can", "do", "the",
    };

    public static Language Of(string text, IReadOnlyList<Word> words)
    {
        var french = words.Count(word => French.Contains(word.Text)) + (text.Any(IsFrenchLetter) ? 2 : 0);
        var english = words.Count(word => English.Contains(word.Text))
            + (text.Contains("the ", StringComparison.OrdinalIgnoreCase) ? 2 : 0);
        return french.CompareTo(english) switch
        {
            > 0 => Language.French,
            < 0 => Language.English,
            _ => Language.Unsure,
        };
    }

    private static bool IsFrenchLetter(char letter) =>
        "éèêàâùûôîïçœÉÈÊÀÂÔÎÇŒ".Contains(letter, StringComparison.Ordinal);
}
