using System.Text.Json;
using System.Text.RegularExpressions;

namespace Visuel.Server.Tests.Start;

/// <summary>The log as an operator reads it.</summary>
public sealed partial class LogTests
{
    [Fact]
    public async Task Each_entry_says_when_in_UTC()
    {
        using var home = new TemporaryFolder();
        await using var server = await RunningServer.StartAsync(
            RunningServer.Program, home.Path, new Dictionary<string, string> { ["TZ"] = "Asia/Tokyo" });
        using var visitor = new Visitor(server.Address);
        var before = TimeProvider.System.GetUtcNow().AddMinutes(-5);
        Assert.Equal(201, (await visitor.RegisterAsync("owner")).Status);
        await Eventually.HappensAsync(() => Task.FromResult(server.Lines.Any(Entry.IsMatch)));
        var when = Entry.Match(server.Lines.First(Entry.IsMatch)).Groups["when"].Value;
        Assert.InRange(
            DateTimeOffset.Parse(when, System.Globalization.CultureInfo.InvariantCulture), before,
            TimeProvider.System.GetUtcNow().AddMinutes(5));
    }

    [Fact]
    public async Task A_program_reads_it_as_JSON_where_the_environment_says_so()
    {
        using var home = new TemporaryFolder();
        await using var server = await RunningServer.StartAsync(
            RunningServer.Program, home.Path,
            new Dictionary<string, string> { ["Logging__Console__FormatterName"] = "json" });
        using var visitor = new Visitor(server.Address);
        Assert.Equal(201, (await visitor.RegisterAsync("owner")).Status);
        await Eventually.HappensAsync(() => Task.FromResult(server.Lines.Any(IsRegistration)));
        using var entry = JsonDocument.Parse(server.Lines.First(IsRegistration));
        Assert.EndsWith("Z", entry.RootElement.GetProperty("Timestamp").GetString()!.Trim(), StringComparison.Ordinal);
    }

    private static bool IsRegistration(string line) =>
        line.StartsWith('{') && line.Contains("account_registered", StringComparison.Ordinal);

    [GeneratedRegex(
        @"^(?<when>\d{4}-\d\d-\d\dT[\d:.]+Z) info: Visuel\.Server\.Callers\.SecurityLog",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Entry { get; }
}
