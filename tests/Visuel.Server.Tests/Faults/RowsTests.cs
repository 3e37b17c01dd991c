using System.Text.RegularExpressions;
using Visuel.Server.Tests.Surface;

namespace Visuel.Server.Tests.Faults;

public sealed partial class RowsTests
{
    [Fact]
    public void Every_row_of_the_report_names_tests_that_are_there()
    {
        var tests = ArchitectureTests.Root.GetDirectories("tests").Single();
        var files = tests.EnumerateFiles("*.cs", SearchOption.AllDirectories)
            .Where(file => !file.FullName.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
            .Select(file => File.ReadAllText(file.FullName)).ToList();
        var rows = Row.Matches(File.ReadAllText(Path.Combine(
            tests.FullName, "Visuel.Server.Tests", "Faults", "rows.md"))).ToDictionary(
                row => row.Groups["row"].Value, row => row.Groups["tests"].Value.Split(", "));

        string[] all = [.. Numbered('A', 18), .. Numbered('B', 20), .. Numbered('C', 12), .. Numbered('D', 14)];
        Assert.Equal(all, rows.Keys);
        Assert.All(rows.Values.SelectMany(named => named).Distinct(), named => Assert.Contains(
            files, text => text.Contains($"class {named}", StringComparison.Ordinal)));
        Assert.All(rows, row => Assert.All(
            row.Value.Where(named => named.EndsWith("FaultRowTests", StringComparison.Ordinal)),
            named => Assert.Contains(
                files, text => text.Contains($"class {named}", StringComparison.Ordinal)
                    && text.Contains($" {row.Key}_", StringComparison.Ordinal))));
    }

    private static IEnumerable<string> Numbered(char table, int count) =>
        Enumerable.Range(1, count).Select(number => $"{table}{number}");

    [GeneratedRegex(@"^\| (?<row>[A-D]\d+) \| [^|]+ \| (?<tests>[^|]+) \|", RegexOptions.Multiline, 60_000)]
    private static partial Regex Row { get; }
}
