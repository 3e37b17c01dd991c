using System.Text.RegularExpressions;
using Visuel.Server.Tests.Surface;

namespace Visuel.Server.Tests.Journeys;

/// <summary>What every answer says of itself, to caches, proxies and programs that ask with HEAD.</summary>
public sealed partial class AnswerHeadersTests
{
    [Fact]
    public async Task HEAD_is_answered_as_GET_without_a_body_wherever_there_is_a_GET()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var routes = File.ReadLines(Path.Combine(
                ArchitectureTests.Root.FullName, "tests/Visuel.Server.Tests/Surface/routes.approved.txt"))
            .Select(line => GetRoute.Match(line)).Where(match => match.Success)
            .Select(match => match.Groups["path"].Value).Append("/base.css").ToList();
        Assert.True(routes.Count > 25, $"{routes.Count} routes");
        foreach (var path in routes)
        {
            var get = await owner.GetAsync(path);
            var head = await owner.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
            Assert.Equal((path, get.Status, 0), (path, head.Status, head.Bytes.Length));
            Assert.Equal(get.Message.Content.Headers.ContentType, head.Message.Content.Headers.ContentType);
        }
    }

    [Fact]
    public async Task Answers_are_kept_by_nobody_and_files_by_whoever_may()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var nobody = host.Visitor();
        string[] answers = ["/api/auth/me", "/api/contents", "/api/images", "/health/ready", "/api/nowhere"];
        foreach (var path in answers)
        {
            Assert.Equal("no-store, private", (await owner.GetAsync(path)).Message.Headers.CacheControl!.ToString());
            Assert.Contains("Accept-Language", (await nobody.GetAsync(path)).Message.Headers.Vary);
        }

        Assert.True((await owner.GetAsync("/")).Message.Headers.CacheControl!.NoStore);
        var drawn = await owner.PostAsync("/api/images/generate", new { prompt = "a bicycle" });
        Assert.Equal("no-store, private", drawn.Message.Headers.CacheControl!.ToString());
        Assert.Contains("Accept", drawn.Message.Headers.Vary);
        var file = await owner.GetAsync(drawn.Json.GetProperty("url").GetString()!);
        Assert.False(file.Message.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Where_a_page_leads_is_said_without_scheme_and_host_so_that_a_proxy_may_change_them()
    {
        await using var host = VisuelHost.Start();
        using var nobody = host.Visitor();
        foreach (var path in (string[])["/", "/account", "/login"])
        {
            var reply = await nobody.GetAsync(path);
            Assert.Equal(302, reply.Status);
            Assert.StartsWith("/", reply.Message.Headers.Location!.OriginalString, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_browser_that_translates_leaves_our_pages_alone()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var nobody = host.Visitor();
        Assert.Contains("translate=\"no\"", (await nobody.GetAsync("/login")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_manager_is_told_whose_password_is_changed()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var page = (await owner.GetAsync("/account")).Text;
        Assert.Equal(2, UserName.Count(page));
    }

    [GeneratedRegex(@"^GET\s+(?<path>/[\w/.-]*)\s", RegexOptions.None, 60_000)]
    private static partial Regex GetRoute { get; }

    [GeneratedRegex("""autocomplete="username" value="owner@example.com" hidden""", RegexOptions.None, 60_000)]
    private static partial Regex UserName { get; }
}
