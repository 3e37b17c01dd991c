namespace Visuel.Words;

public enum Language
{
    Unsure,
    French,
    English,
}

/// <summary>What one language is to another.</summary>
public static class Languages
{
    /// <summary>Whether a word of this language is foreign in a text of that one;
    /// nothing is where the text's is not known.</summary>
    public static bool IsForeignIn(this Language word, Language text) => text is not Language.Unsure && text != word;
}
