using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Visuel.Server.Tests.Start;

namespace Visuel.Server.Tests.Surface;

/// <summary>The examples of the documentation, run from its text.</summary>
public sealed partial class ReadmeTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("README.fr.md")]
    public async Task The_curl_examples_work_as_they_are_printed(string file)
    {
        using var folder = new TemporaryFolder();
        var text = await File.ReadAllTextAsync(
            Path.Combine(PublishedServerTests.RootFolder(), file), TestContext.Current.CancellationToken);
        var examples = Example.Matches(text).Select(match => match.Groups["command"].Value)
            .Where(command => command.StartsWith("curl ", StringComparison.Ordinal)).ToList();
        Assert.True(examples.Count >= 3);
        await using var host = VisuelHost.Start(new Dictionary<string, string>
        {
            ["SETUP_CODE"] = Start.Match(text).Groups["code"].Value,
        });
        foreach (var example in examples)
        {
            var answer = await RunAsync(example.Replace(
                "http://localhost:5080", host.ClientOptions.BaseAddress.ToString().TrimEnd('/'),
                StringComparison.Ordinal), folder.Path);
            Assert.DoesNotContain(
                "\"success\":false", answer[..Math.Min(answer.Length, 2000)], StringComparison.Ordinal);
            Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(answer).RootElement.ValueKind);
        }
    }

    private static async Task<string> RunAsync(string command, string folder)
    {
        var start = new ProcessStartInfo("sh", ["-c", command.Replace("curl ", "curl -sS ", StringComparison.Ordinal)])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    [GeneratedRegex("```bash\nSETUP_CODE=(?<code>\\S+) ./run\n```", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Start { get; }

    [GeneratedRegex("```bash\n(?<command>.*?)\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Example { get; }
}
