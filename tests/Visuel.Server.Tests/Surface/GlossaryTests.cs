using System.Text.RegularExpressions;

namespace Visuel.Server.Tests.Surface;

/// <summary>The glossary of ARCHITECTURE.md and the names of Core's public types say the same.</summary>
public sealed partial class GlossaryTests
{
    // English words that mean in Core what they mean elsewhere.
    private static readonly string[] Plain =
        PlainWords.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private const string PlainWords = """
        api archive attempt audit backlog backoff budget builder cache calendar cancel catalogue channel
        checkout class clock cursor day device download draw drawing drawn end entry event exception fact
        failure field file fitted folded format full gateway generate hash holder id illustration in invoice
        item keep key kind known language last ledger library licence limit model month name new no origin
        outcome override own page parameter part password payment picture portal price problem profile progress
        public query quota range reason record register remote remove request reset result revenue right role
        row rule run schedule search session settlement sign size source stage staged start state status step
        storage store stored style subscription summary surrounding text time token trail type typed unavailable
        unwanted update usage use visit waiting wall webhook week word wording work written zone
        """;

    private static readonly IReadOnlyList<Type> Core =
        [.. typeof(Visuel.Core.ISecrets).Assembly.GetExportedTypes().Where(type => !type.IsNested)];

    private static readonly IReadOnlyDictionary<string, string> Glossary = Read();

    [Fact]
    public void Every_word_of_a_public_name_is_in_the_glossary_or_plain()
    {
        var unknown = Core
            .SelectMany(type => WordsOf(type).Where(word => !IsKnown(word)).Select(word => (word, type.Name)))
            .ToList();
        Assert.True(unknown.Count == 0, string.Join('\n', unknown));
    }

    [Fact]
    public void Every_entry_names_code_that_is_there() => Assert.All(Glossary, entry =>
    {
        var named = Code.Matches(entry.Value).Select(match => match.Groups["name"].Value).ToList();
        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.True(IsThere(name), $"{entry.Key}: {name}"));
    });

    [Fact]
    public void The_lists_have_no_word_too_many()
    {
        var words = Core.SelectMany(WordsOf).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.Equal([], Plain.Where(word => Glossary.ContainsKey(word) || !words.Contains(word)));
        Assert.Equal(Plain.Order(StringComparer.Ordinal).Distinct(), Plain);
        Assert.Equal(Glossary.Keys.Order(StringComparer.Ordinal), Glossary.Keys);
        Assert.InRange(Glossary.Count, 25, 45);
    }

    private static bool IsKnown(string word) =>
        Glossary.ContainsKey(word) || Plain.Contains(word, StringComparer.OrdinalIgnoreCase);

    private static bool IsThere(string name)
    {
        var parts = name.Split('.');
        return Core.FirstOrDefault(type => WithoutArity(type) == parts[0]) is { } type
            && (parts.Length == 1 || type.GetMember(parts[1]).Length > 0);
    }

    // IAuditTrail: audit, trail. Plurals count as their singular.
    private static IEnumerable<string> WordsOf(Type type) =>
        Word.Matches(type.IsInterface ? WithoutArity(type)[1..] : WithoutArity(type))
            .Select(match => Singular(match.Value.ToLowerInvariant()));

    private static string Singular(string word) => word switch
    {
        [.. var stem, 'i', 'e', 's'] => stem + "y",
        [.. var stem, 's', 's', 'e', 's'] => stem + "ss",
        [.., 's', 's'] or [.., 'u', 's'] => word,
        [.. var stem, 's'] => stem,
        _ => word,
    };

    private static string WithoutArity(Type type) => type.Name.Split('`')[0];

    private static Dictionary<string, string> Read()
    {
        var page = File.ReadAllText(Path.Combine(ArchitectureTests.Root.FullName, "ARCHITECTURE.md"));
        var table = page[page.IndexOf("## Words", StringComparison.Ordinal)..];
        table = table[..table.IndexOf("\n## ", StringComparison.Ordinal)];
        return Row.Matches(table).ToDictionary(row => row.Groups["word"].Value, row => row.Groups["code"].Value);
    }

    [GeneratedRegex(@"^\| (?<word>(?!word )[a-z]+) \| [^|]+ \| (?<code>[^|]+) \|$", RegexOptions.Multiline, 60_000)]
    private static partial Regex Row { get; }

    [GeneratedRegex("`(?<name>[A-Za-z.]+)`", RegexOptions.None, 60_000)]
    private static partial Regex Code { get; }

    [GeneratedRegex("[A-Z][a-z]*", RegexOptions.None, 60_000)]
    private static partial Regex Word { get; }
}
