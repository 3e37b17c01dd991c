namespace Visuel.Words;

/// <summary>A line of a word file.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Number">Its place in the file, from 1.</param>
/// <param name="Heading">The "## heading" it stands under, or "".</param>
/// <param name="Text">What it says.</param>
internal sealed record WordLine(string File, int Number, string Heading, string Text)
{
    private const string Forbidden = "0123456789\"“”«»()[]{}<>|#";

    /// <summary>All lines of a file built into this assembly, without comments and blank ones.</summary>
    public static IEnumerable<WordLine> Of(string file) =>
        From(file, EmbeddedFiles.AllLines(typeof(WordLine).Assembly, file));

    /// <summary>The lines of a text.</summary>
    public static IEnumerable<WordLine> From(string file, IEnumerable<string> lines)
    {
        var heading = "";
        foreach (var (index, line) in lines.Index())
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                heading = line[3..].Trim();
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                yield return new WordLine(file, index + 1, heading, line);
            }
        }
    }

    /// <summary>Its fields, which "=" separates.</summary>
    /// <exception cref="FormatException">There are more or fewer, or one is empty.</exception>
    public string[] Fields(int least, int most)
    {
        var fields = Text.Split('=', StringSplitOptions.TrimEntries);
        return fields.Length < least || fields.Length > most || fields.Any(field => field.Length == 0)
            ? throw Wrong($"between {least} and {most} fields separated by = are wanted, none empty")
            : fields;
    }

    /// <summary>Words that a model gets.</summary>
    /// <exception cref="FormatException">They hold a sign that would be drawn.</exception>
    public string Drawable(string words) =>
        words.Any(sign => Forbidden.Contains(sign, StringComparison.Ordinal))
            ? throw Wrong($"\"{words}\" holds a digit, a quote or a bracket")
            : words;

    /// <summary>What is wrong with the line.</summary>
    public FormatException Wrong(string why) => new($"{File}({Number}): {why}: {Text}");
}
