using System.Globalization;
using System.Text.RegularExpressions;

namespace Visuel.Server.Tests.Surface;

/// <summary>The table of docs/security.md: every requirement of levels 1 and 2 of the OWASP ASVS 5.0.0 and where we
/// stand.</summary>
public sealed partial class SecurityPageTests
{
    // Chapter and section, and the numbers in it. Those that are missing are of level 3.
    private const string Asked = """
        V1.1 1-2; V1.2 1-9; V1.3 1-11; V1.4 1-3; V1.5 1-2;
        V2.1 1-3; V2.2 1-3; V2.3 1-4; V2.4 1;
        V3.2 1-2; V3.3 1-4; V3.4 1-6; V3.5 1-5; V3.7 1-2;
        V4.1 1-3; V4.2 1; V4.3 1-2; V4.4 1-4;
        V5.1 1; V5.2 1-3; V5.3 1-2; V5.4 1-3;
        V6.1 1-3; V6.2 1-12; V6.3 1-4; V6.4 1-4; V6.5 1-5; V6.6 1-3; V6.8 1-4;
        V7.1 1-3; V7.2 1-4; V7.3 1-2; V7.4 1-5; V7.5 1-2; V7.6 1-2;
        V8.1 1-2; V8.2 1-3; V8.3 1; V8.4 1;
        V9.1 1-3; V9.2 1-4;
        V10.1 1-2; V10.2 1-2; V10.3 1-4; V10.4 1-11; V10.5 1-5; V10.6 1-2; V10.7 1-3;
        V11.1 1-2; V11.2 1-3; V11.3 1-3; V11.4 1-4; V11.5 1; V11.6 1;
        V12.1 1-3; V12.2 1-2; V12.3 1-4;
        V13.1 1; V13.2 1-5; V13.3 1-2; V13.4 1-5;
        V14.1 1-2; V14.2 1-4; V14.3 1-3;
        V15.1 1-3; V15.2 1-3; V15.3 1-7;
        V16.1 1; V16.2 1-5; V16.3 1-4; V16.4 1-3; V16.5 1-3;
        V17.1 1; V17.2 1-4; V17.3 1-2;
        """;

    private static readonly string Root = ArchitectureTests.Root.FullName;

    private static readonly string Page = File.ReadAllText(Path.Combine(Root, "docs", "security.md"));

    private static readonly IReadOnlyList<Match> Rows = [.. Row.Matches(Page).Cast<Match>()];

    [Fact]
    public void Every_requirement_stands_once_and_in_order()
    {
        var ids = Asked.Split([';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(IdsOf).ToList();
        Assert.Equal(253, ids.Count);
        Assert.Equal(ids, Rows.Select(row => row.Groups["id"].Value));
        Assert.Equal(ids.Count, Page.Split('\n').Count(line => line.StartsWith("| V", StringComparison.Ordinal)));
    }

    [Fact]
    public void Each_is_met_not_applicable_or_open_and_they_are_counted()
    {
        var states = Rows.CountBy(row => row.Groups["state"].Value).ToDictionary();
        string[] known = ["met", "not applicable", "open"];
        Assert.Empty(states.Keys.Except(known));
        Assert.Contains(
            $"Of {Rows.Count}: **{states["met"]} met, {states["not applicable"]} not applicable, " +
            $"{states["open"]} open.**",
            Page,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_met_names_what_shows_it_and_all_that_is_named_exists()
    {
        foreach (var row in Rows)
        {
            var (id, why) = (row.Groups["id"].Value, row.Groups["why"].Value);
            var named = Named.Matches(why).Select(match => match.Groups["name"].Value).ToList();
            Assert.All(named, name => Assert.True(Exists(name), $"{id} names {name}"));
            // A link to a section of this page names a file too; CitationTests holds that it leads somewhere.
            var shows = named.Count > 0 || why.Contains("](#", StringComparison.Ordinal);
            Assert.True(shows || row.Groups["state"].Value is not "met", $"{id} shows nothing");
        }
    }

    [Fact]
    public void What_is_open_or_not_applicable_says_why()
    {
        var others = Rows.Where(row => row.Groups["state"].Value is not "met").ToList();
        Assert.NotEmpty(others);
        Assert.All(others, row => Assert.Matches(@"\w{2,}( \S+)+", row.Groups["why"].Value));
    }

    private static IEnumerable<string> IdsOf(string section)
    {
        var (start, numbers) = (section.Split(' ')[0], section.Split(' ')[1]);
        foreach (var range in numbers.Split(','))
        {
            var ends = range.Split('-').Select(end => int.Parse(end, CultureInfo.InvariantCulture)).ToList();
            for (var number = ends[0]; number <= ends[^1]; number++)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{start}.{number}");
            }
        }
    }

    private static bool Exists(string name) => name.Contains('/') || name.Contains('.')
        ? File.Exists(Path.Combine(Root, name))
        : Directory.EnumerateFiles(Path.Combine(Root, "tests"), $"{name}.cs", SearchOption.AllDirectories).Any();

    [GeneratedRegex(
        @"^\| (?<id>V[\d.]+) \| [^|]+ \| (?<state>[^|]+) \| (?<why>[^|\n]+) \|$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline, 60_000)]
    private static partial Regex Row { get; }

    // Files by their path, tests by their class. What else stands between such signs is a setting or a header.
    [GeneratedRegex(
        @"`(?<name>(src|tests|docs|build|deploy)/[\w./-]+|SECURITY\.md|Directory\.Build\.props"
        + @"|[A-Z]\w+(Tests|Contract))`",
        RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Named { get; }
}
