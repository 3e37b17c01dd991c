using System.Text.RegularExpressions;

namespace Visuel.Server.Tests.Surface;

/// <summary>Text is never taken for markup, style or code: Razor and the JSON writer encode it, and scripts put it into
/// pages as text.</summary>
public sealed partial class MarkupTests
{
    [Fact]
    public void No_page_and_no_script_takes_text_for_markup_or_code()
    {
        var source = new DirectoryInfo(Path.Combine(ArchitectureTests.Root.FullName, "src", "Visuel.Server"));
        var files = source.EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => file.Extension is ".cs" or ".razor" or ".js" && !Made.IsMatch(file.FullName)).ToList();
        Assert.Contains(files, file => file.Name is "try.js");
        Assert.Contains(files, file => file.Name is "App.razor");
        Assert.Empty(files.SelectMany(file => Dangerous.Matches(File.ReadAllText(file.FullName))
            .Select(match => $"{file.Name}: {match.Value}")));
    }

    // What try.js puts back is what it found in the page.
    [GeneratedRegex(
        @"MarkupString|AddMarkupContent|Html\.Raw|HtmlString|(inner|outer)HTML \+?= (?!empty;)|insertAdjacentHTML"
        + @"|document\.write|\beval\(|new Function|setTimeout\('|javascript:",
        RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Dangerous { get; }

    [GeneratedRegex(@"[/\\](bin|obj|artifacts)[/\\]", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Made { get; }
}
