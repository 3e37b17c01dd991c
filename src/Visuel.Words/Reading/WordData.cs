namespace Visuel.Words;

/// <summary>Reads the files of Data/, whose heads explain their form.</summary>
public static class WordData
{
    private const string Things = "things.fr.txt";
    private const string Ideas = "ideas.txt";
    private const string SenseFile = "senses.fr.txt";
    private const string QualityFile = "qualities.fr.txt";
    private const string ActFile = "acts.fr.txt";
    private const string PlaceFile = "places.txt";

    private const int MostWords = 20;

    /// <summary>What is wrong with the files, each as "file(line): reason: text". The build asks.</summary>
    public static IReadOnlyList<string> Problems() =>
    [
        .. WordLine.Of(Things).SelectMany(line => ProblemsOf(() => Thing(line))),
        .. WordLine.Of(Ideas).SelectMany(line => ProblemsOf(() => Idea(line))),
        .. WordLine.Of(SenseFile).SelectMany(line => ProblemsOf(() => SensesOf(line))),
        .. new[] { QualityFile, ActFile, PlaceFile }
            .SelectMany(WordLine.Of).SelectMany(line => ProblemsOf(() => Pair(line))),
        .. Twice(WordLine.Of(Things), line => Thing(line).Names),
        .. Twice(WordLine.Of(Ideas), line => Idea(line).Triggers),
        .. Twice(WordLine.Of(SenseFile), line => [SensesOf(line).Word]),
        .. new[] { QualityFile, ActFile, PlaceFile }
            .SelectMany(file => Twice(WordLine.Of(file), line => [Pair(line).Name])),
    ];

    /// <summary>The things: names and what is shown.</summary>
    internal static IEnumerable<(IReadOnlyList<string> Names, Entry Entry)> AllThings() =>
        WordLine.Of(Things).Select(Thing);

    /// <summary>Topics, figures, occasions and acts: triggers and what is shown.</summary>
    internal static IEnumerable<(IReadOnlyList<string> Triggers, Entry Entry)> AllIdeas() =>
        WordLine.Of(Ideas).Select(Idea);

    /// <summary>The words with several meanings.</summary>
    internal static IEnumerable<Senses> AllSenses() => WordLine.Of(SenseFile).Select(SensesOf);

    /// <summary>Adjectives and participles that can be seen.</summary>
    internal static IEnumerable<(string Name, string English)> AllQualities() => WordLine.Of(QualityFile).Select(Pair);

    /// <summary>Verbs that can be seen.</summary>
    internal static IEnumerable<(string Name, string English)> AllActs() => WordLine.Of(ActFile).Select(Pair);

    /// <summary>Towns, regions and countries.</summary>
    internal static IEnumerable<(string Name, string English)> AllPlaces() => WordLine.Of(PlaceFile).Select(Pair);

    /// <summary>name, name = english [= scene = scène]</summary>
    internal static (IReadOnlyList<string> Names, Entry Entry) Thing(WordLine line)
    {
        if (!Domains.All.Contains(line.Heading))
        {
            throw line.Wrong($"\"{line.Heading}\" is no domain");
        }

        var fields = line.Fields(2, 4);
        if (fields.Length == 3)
        {
            throw line.Wrong("a scene wants its French as well");
        }

        var isBroad = fields[0][0] == '~';
        var names = List(fields[0].TrimStart('~'));
        return (names, new Entry(
            EntryKind.Thing, Words(line, fields[1]), fields.Length > 2 ? Words(line, fields[2]) : null, names[0],
            line.Heading, isBroad ? Weights.Broad : Weights.Thing, isBroad)
        {
            FrenchScene = fields.Length > 3 ? fields[3] : null,
            ShowsPeople = names.Any(name => Inflection.Feminine(name).Any())
                || People.AreIn(string.Join(' ', fields[1..])),
        });
    }

    /// <summary>trigger, trigger = scene = scène, under the heading of its kind</summary>
    internal static (IReadOnlyList<string> Triggers, Entry Entry) Idea(WordLine line)
    {
        var fields = line.Fields(3, 3);
        var (kind, weight) = line.Heading switch
        {
            "figures" => (EntryKind.Figure, Weights.Figure),
            "occasions" => (EntryKind.Occasion, Weights.Occasion),
            "topics" => (EntryKind.Topic, Weights.Topic),
            "weak topics" => (EntryKind.Weak, Weights.Weak),
            "acts" => (EntryKind.Act, Weights.Act),
            "frames" => (EntryKind.Frame, Weights.Frame),
            _ => throw line.Wrong($"\"{line.Heading}\" is no kind"),
        };
        var idea = new Entry(kind, Words(line, fields[1]), Scene: null, fields[2], "", weight)
        {
            ShowsPeople = People.AreIn(fields[1]),
        };
        return (List(fields[0]), idea);
    }

    /// <summary>word ; english / français ; english / français : context | english / français : context</summary>
    internal static Senses SensesOf(WordLine line)
    {
        var fields = line.Text.Split(';', StringSplitOptions.TrimEntries);
        if (fields.Length != 3 || fields[0].Length == 0)
        {
            throw line.Wrong("three fields separated by ; are wanted");
        }

        var others = fields[2].Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new Senses(fields[0], SenseOf(line, fields[1], []), [.. others.Select(Other)]);

        Sense Other(string text) =>
            text.Split(':', StringSplitOptions.TrimEntries) is [var meaning, { Length: > 0 } context]
            ? SenseOf(line, meaning, context.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            : throw line.Wrong($"\"{text}\" has no context");
    }

    /// <summary>name = english</summary>
    internal static (string Name, string English) Pair(WordLine line)
    {
        var fields = line.Fields(2, 2);
        return (fields[0], Words(line, fields[1]));
    }

    private static Sense SenseOf(WordLine line, string meaning, IEnumerable<string> context)
    {
        var sides = meaning.Split('/', StringSplitOptions.TrimEntries);
        return sides.Length == (meaning.Length == 0 ? 1 : 2)
            ? new Sense(
                Words(line, sides[0]), sides[^1],
                context.Select(Inflection.Singular).ToHashSet(StringComparer.Ordinal))
            : throw line.Wrong($"\"{meaning}\" wants English / français");
    }

    private static string[] List(string field) => field.Split(',', StringSplitOptions.TrimEntries);

    private static string Words(WordLine line, string english) =>
        english.Count(sign => sign == ' ') < MostWords
            ? line.Drawable(english)
            : throw line.Wrong($"\"{english}\" has more than {MostWords} words");

    private static IEnumerable<string> ProblemsOf<T>(Func<T> parse)
    {
        try
        {
            _ = parse();
            return [];
        }
        catch (FormatException wrong)
        {
            return [wrong.Message];
        }
    }

    private static IEnumerable<string> Twice(IEnumerable<WordLine> lines, Func<WordLine, IEnumerable<string>> names)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in lines.Where(line => !ProblemsOf(() => names(line)).Any()))
        {
            foreach (var name in names(line))
            {
                if (!seen.TryAdd(name, line.Number))
                {
                    yield return line.Wrong($"\"{name}\" stands in line {seen[name]} already").Message;
                }
            }
        }
    }
}
