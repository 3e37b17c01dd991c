using Visuel.Words;

namespace Visuel.Composer.Lexicons;

/// <summary>Reads Data/lexicon.txt, whose head explains its form.</summary>
internal static class LexiconReader
{
    private const int Fields = 7;

    public static IEnumerable<Trigger> Read() =>
        EmbeddedFiles.Lines(typeof(LexiconReader).Assembly, "lexicon.txt").SelectMany(Triggers);

    private static IEnumerable<Trigger> Triggers(string line)
    {
        var fields = line.Split(';', StringSplitOptions.TrimEntries);
        if (fields.Length != Fields)
        {
            throw new FormatException($"lexicon.txt: {Fields} fields expected: {line}");
        }

        var circumstance = fields[0].StartsWith('~');
        var concept = new Concept(
            fields[0].TrimStart('~'), circumstance, Name(fields[1]), Name(fields[2]), List(fields[3]), List(fields[4]),
            List(fields[5]), List(fields[6]));
        return Phrases(fields[1], Language.French, concept).Concat(Phrases(fields[2], Language.English, concept));
    }

    private static string Name(string field) => field.Split(',', 2)[0].TrimStart('=').Trim();

    private static string[] List(string field) => field.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<Trigger> Phrases(string field, Language language, Concept concept) =>
        from phrase in field.Split(',', StringSplitOptions.TrimEntries)
        let words = WordSplitter.Split(phrase).Where(word => !WordSplitter.IsJoiner(word)).ToArray()
        where words.Length > 0
        select new Trigger(words, language, phrase.StartsWith('='), concept);
}
