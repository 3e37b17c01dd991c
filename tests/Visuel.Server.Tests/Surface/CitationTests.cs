using System.Text.RegularExpressions;
using Visuel.Server.Tests.Start;

namespace Visuel.Server.Tests.Surface;

/// <summary>The documents that code and documents cite.</summary>
public sealed partial class CitationTests
{
    private static readonly string Root = PublishedServerTests.RootFolder();

    private static readonly string[] Folders = ["src", "tests", "bench", "docs", "deploy"];

    [Fact]
    public async Task Every_document_that_the_code_cites_exists()
    {
        var cited = 0;
        var dangling = new List<string>();
        foreach (var file in Files())
        {
            var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            foreach (var (document, heading) in CitationsOf(file, text))
            {
                cited++;
                if (!File.Exists(document) || (heading.Length > 0 && !HeadingsOf(document).Contains(heading)))
                {
                    dangling.Add($"{NameOf(file)} cites {NameOf(document)}#{heading}");
                }
            }
        }

        Assert.Empty(dangling);
        Assert.True(cited > 50, $"only {cited} citations were found");
    }

    [Fact]
    public void No_sentence_cites_a_numbered_section()
    {
        var offenders = Files().Where(file => NumberedSection.IsMatch(File.ReadAllText(file))).Select(NameOf);
        Assert.Empty(offenders);
    }

    [Theory]
    [InlineData("## Dedicated endpoint", "dedicated-endpoint")]
    [InlineData("### hf-inference", "hf-inference")]
    [InlineData("# What `./run` does, and why", "what-run-does-and-why")]
    [InlineData("## Sauvegarde : où, quand", "sauvegarde--où-quand")]
    public void A_heading_has_the_anchor_that_a_link_uses(string line, string anchor) =>
        Assert.Equal(anchor, AnchorOf(line));

    private static IEnumerable<string> Files() => Folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories))
        .Concat(Directory.EnumerateFiles(Root, "*.md"))
        .Where(file => Path.GetExtension(file) is ".cs" or ".razor" or ".md" && !Made.IsMatch(file));

    // Code cites a document from the root of the repository; a document links to another one from where it is.
    private static IEnumerable<(string Document, string Heading)> CitationsOf(string file, string text)
    {
        var isDocument = Path.GetExtension(file) is ".md";
        var from = isDocument ? Path.GetDirectoryName(file)! : Root;
        return (isDocument ? Link : Citation).Matches(text).Select(match => (
            match.Groups["document"] is { Success: true } named
                ? Path.GetFullPath(Path.Combine(from, named.Value))
                : file,
            match.Groups["heading"].Value));
    }

    private static HashSet<string> HeadingsOf(string document)
    {
        var isCode = false;
        var anchors = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(document))
        {
            isCode ^= line.StartsWith("```", StringComparison.Ordinal);
            if (!isCode && line.StartsWith('#'))
            {
                anchors.Add(AnchorOf(line));
            }
        }

        return anchors;
    }

    private static string AnchorOf(string line) =>
        NotInAnchors.Replace(line.TrimStart('#').Trim(), "").Replace(' ', '-').ToLowerInvariant();

    private static string NameOf(string file) => Path.GetRelativePath(Root, file);

    [GeneratedRegex(@"(?<document>docs/[\w./-]+\.md)(#(?<heading>[\w-]+))?", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Citation { get; }

    [GeneratedRegex(@"\]\((?<document>[\w./-]+\.md)?(#(?<heading>[\w-]+))?\)", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Link { get; }

    [GeneratedRegex(@"[Cc]ontracts?\s+\u00A7|\u00A7\s?\d", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex NumberedSection { get; }

    [GeneratedRegex(@"[/\\](bin|obj|node_modules|artifacts|TestResults)[/\\]", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Made { get; }

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex NotInAnchors { get; }
}
