using System.Text.RegularExpressions;
using Visuel.Server.Tests.Start;

namespace Visuel.Server.Tests.Journeys;

/// <summary>The router ignores the case of a path, so every rule does.</summary>
public sealed partial class PathCaseTests
{
    [Fact]
    public async Task The_limit_of_calls_counts_all_spellings_of_a_path_together()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        string[] spellings = ["/api/auth/me", "/API/auth/me", "/Api/Auth/Me", "/api/AUTH/me"];
        var statuses = new List<int>();
        for (var call = 0; call < 1300; call++)
        {
            statuses.Add((await owner.GetAsync(spellings[call % spellings.Length])).Status);
        }

        // A minute may begin in between.
        Assert.InRange(statuses.Count(status => status == 429), 1, 100);
        Assert.Equal(200, (await owner.GetAsync("/HEALTH/live")).Status);
    }

    [Theory]
    [InlineData("/docs")]
    [InlineData("/DOCS")]
    [InlineData("/Docs/")]
    public async Task The_page_of_the_api_may_run_its_script_however_its_path_is_written(string path)
    {
        await using var host = VisuelHost.Start();
        using var visitor = host.Visitor();
        var answer = await visitor.GetAsync(path);
        if (answer.Status is 301 or 302)
        {
            answer = await visitor.GetAsync(answer.Message.Headers.Location!.ToString());
        }

        Assert.Equal(200, answer.Status);
        Assert.Contains(
            "script-src 'self' 'unsafe-inline'", Policy(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/login")]
    [InlineData("/docs-of-somebody")]
    [InlineData("/api/auth/me")]
    [InlineData("/health/live")]
    public async Task No_other_page_may(string path)
    {
        await using var host = VisuelHost.Start();
        using var visitor = host.Visitor();
        Assert.DoesNotContain("unsafe-inline", Policy(await visitor.GetAsync(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void No_rule_of_the_server_compares_paths_by_case()
    {
        var sources = Path.Combine(PublishedServerTests.RootFolder(), "src", "Visuel.Server");
        foreach (var file in Directory.EnumerateFiles(sources, "*.cs", SearchOption.AllDirectories))
        {
            Assert.DoesNotMatch(Strict, File.ReadAllText(file));
        }
    }

    private static string Policy(Reply answer) =>
        Assert.Single(answer.Message.Headers.GetValues("Content-Security-Policy"));

    [GeneratedRegex(
        @"StartsWithSegments\([^;{]*StringComparison\.Ordinal\b|Request\.Path\s*(==|!=)|Request\.Path\.Value",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Strict { get; }
}
