namespace Visuel.Words;

/// <summary>The words of Data/stopwords.txt, which choose no picture by themselves.</summary>
public sealed class StopWords
{
    private readonly HashSet<string> words =
        EmbeddedFiles.Lines(typeof(StopWords).Assembly, "stopwords.txt")
            .SelectMany(line => line.Split(' ')).ToHashSet(StringComparer.Ordinal);

    public bool Contains(Word word) =>
        word.Text.Length < 3 || char.IsAsciiDigit(word.Text[0])
        || (words.Contains(word.Text) && !Accents.ChangeIt(word));
}
