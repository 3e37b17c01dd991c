using System.Text.RegularExpressions;

namespace Visuel.Server.Tests.Start;

/// <summary>Three pages name the settings: in English, in French, and as a file to begin with. All name every setting
/// that the code reads, and nothing else.</summary>
public sealed partial class SettingNamesTests
{
    private static readonly string Root = PublishedServerTests.RootFolder();

    [Theory]
    [InlineData("docs/settings.md")]
    [InlineData("docs/configuration.fr.md")]
    public void A_page_has_a_row_for_every_setting(string page) =>
        Assert.Equal(VisuelHost.SettingNames.Order(), Find(page, Row));

    [Fact]
    public void The_example_file_has_a_line_for_every_setting() =>
        Assert.Equal(VisuelHost.SettingNames.Order(), Find(".env.local.example", Line));

    // A part that asks for one of its settings only beside another would keep it from the lists.
    [Fact]
    public void Every_setting_is_asked_for_whatever_the_others_say()
    {
        var written = Directory.EnumerateFiles(
            Path.Combine(Root, "src/Visuel.Server"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Call.Matches(File.ReadAllText(file))).Select(call => call.Groups["name"].Value)
            .ToHashSet(StringComparer.Ordinal);
        Assert.True(written.Count > 30);
        Assert.Empty(written.Except(VisuelHost.SettingNames));
    }

    private static IEnumerable<string> Find(string file, Regex form) =>
        form.Matches(File.ReadAllText(Path.Combine(Root, file))).Select(match => match.Groups["name"].Value).Order();

    [GeneratedRegex(@"^\| `(?<name>[A-Z][A-Z0-9_]+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 9000)]
    private static partial Regex Row { get; }

    [GeneratedRegex("^#?(?<name>[A-Z][A-Z0-9_]+)=", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Line { get; }

    [GeneratedRegex(
        @"(?:settings|reader)\.(?:Text|List|Address|Number|OneOf|Secret)\(""(?<name>[A-Z0-9_]+)""",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Call { get; }
}
